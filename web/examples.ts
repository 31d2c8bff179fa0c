// Written by examples.mjs, with throw-away keys.

/** Evidence to try the page with, at its own time. */
export type Example = { label: string, now: number, sources: { name?: string, text: string }[] };

const text = {
  "healthy": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.JNUIjQ0cV6E_bOTPJRWeTaFQsgOw7es0mSYSSZ2U-7o63hzNIs9Ja_HirYJco5f8IZM4l9mfPiVYHsIZ2BQPW1iM43mE8diBUUjKu_9213yIQGS_Nb_FuWG1ZcP9Jt7QqpV_HEVRUSgJauGcyOSyjsvj41wM2_V8_q086VVPTZ9SzDDsL-d_ycmgAlTYBZZhCEALOLtd9y_oIl9cYSeClyN2yGBJM0mLBiHxziz9-4jNnDkmdd8ftHlgsM6Y-HEW1W8t0fxt48lHrpTrUt_OJOvT_mKy4YTwfxY0pTaejzuzp3OKPd99yT6Mnr24ATIOBHPhb7ZUOK3P--kyg-vm5w",
  "hex": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCI6IkJEOTVFNkUxRTRFQTlCMEMxRDcxODZEQUY5QkY0QUYxOTYxMjU1QTUifQ.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.gK_Fjw-9OXrAt-VauRLMqbNWjWGN080tWofJZ4PhoT8H9E8FoMPrx2pHcwtKDuWCAPnl9wPLYCvo8_b0-O0lS7sC7oaZp-y3174fsR2FjuOw_JSPTlTF2HE0JpeEhFpkKsM0sJyZHgGPHIhTyvfFkV-DE4CfHoaWrFOWMc_sIoDoc3EcTygV3AuTe4x5VX3M-qLsMkOFuIAR__s8855skXzLp9UnExgOA211crYJvEOEdV0I2A-sZqwB8h4LR3l4avfdROJLJI70yfXLykuZO9aFtiovpgDDJW89qkSzYy49QWlpUneHMlbBU7tyfA3IZ6VrtuSpW2C5zDaZhKP0sg",
  "wrongKey": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.cOqsWQMXFWigltZmWgp452ihIgwhU7lUUfOkmAIha0vlrpK5-tqMbiggTVG6_Y88j4KsVhcnaOypnQeUvaQJSS3K9huCclYOddhacH-o6dZI8IBunnmo3QQxT_Q9ZJ7lztRWG89OYzckefo8ifWcl52eabDwIwZdeEiPcJhWdYuUHQokEe5fiy8vv3CuITmLpKdJjcXeXkncXIswh-N18X6ZmAdK7hwXAp5kNyzJpouDKGdtaJ5FT2vagFd19y8mWkyu6VeQqtEdrO5wsajPMPHxsivcynAE6jlc9VcxiYRELvZC69owaoTeJ6Oi-8GmRRZTA0s151Fxw1hdaoTCBw",
  "edited": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.JNUIjQ0cV6E_bOTPJRWeTaFQsgOw7es0mSYSSZ2U-7o63hzNIs9Ja_HirYJco5f8IZM4l9mfPiVYHsIZ2BQPW1iM43mE8diBUUjKu_9213yIQGS_Nb_FuWG1ZcP9Jt7QqpV_HEVRUSgJauGcyOSyjsvj41wM2_V8_q086VVPTZ9SzDDsL-d_ycmgAlTYBZZhCEALOLtd9y_oIl9cYSeClyN2yGBJM0mLBiHxziz9-4jNnDkmdd8ftHlgsM6Y-HEW1W8t0fxt48lHrpTrUt_OJOvT_mKy4YTwfxY0pTaejzuzp3OKPd99yT6Mnr24ATIOBHPhb7ZUOK3P--kyg-vm5w",
  "ahead": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI2MzIwLCJpYXQiOjE3NjcyMjYzMjAsImV4cCI6MTc2NzIyNjkyMH0.kMaXhJ6lm7zxav26roZnXAmX6jLV16tywZKa-QT8hQupLBdwEnOn9yjP-k5e2TzVWiPRpWgBKDcJ6orhJu8nVBzby3tRlLbPpipwV_iODz9kbv2PiJRatzmS8eNYIL500R_PyvVeJYLiWC1MEocPxEvcuyujkj3hQbo3O4eL-CwEV23Bat5O6TsudzT06i-oijE34smP-2WtkUHVGRbUe36UtQR6sERGXfcX_m1_lScgm17lj_Q7e5_2yOOg5UuAmzsnUV3ImnI62H53Pa22ltYSGby3KAQl3H3xA0KV-VRp2hN2sQ1_x2EhGeKIFwnD6gvuF2P_2__d3Z1I6mG4ig",
  "certificate": "-----BEGIN CERTIFICATE-----\nMIIC/zCCAeegAwIBAgIUM2BkvadREU7WsqAHJLD2e/KQlt4wDQYJKoZIhvcNAQEL\nBQAwGTEXMBUGA1UEAwwOY29udG9zby1jbGllbnQwHhcNMjUwNzAxMDAwMDAwWhcN\nMjcwNzAxMDAwMDAwWjAZMRcwFQYDVQQDDA5jb250b3NvLWNsaWVudDCCASIwDQYJ\nKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKuHkcApzROjErCL9dUdWSm+eV+iIz+d\nq5gZT2ZOSLJ+Vc+tecLBd9FsaupxWbHys+exv59feS1Au5WNOGSkBWsl30tIOFSv\nolEgjFGK0Hpx6C2U9wz+V8Yd8KikTFnf+/4dM01ipSRJD9oZAzHsruF4RZ3lZvH1\nXmFDsgxa+JIpQ39F8xyUE/LD1d04eZI509XbSgLgLi+GgI/iHVFJ3k/n2GQc/GTD\n5zYXbaVLeCe03SkRI79X1HHD9/p3FHVGfzz8IwMT5hnnPaRkpAKL/p7vFfOJ1RVd\nAz8LiEV/ZP/oIv0+qSqIzmie2q2kE/F8KJBkWzH6I9gXGjWIn0X7680CAwEAAaM/\nMD0wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFP6BM3IO\nD3T8zlb6ms5wggvi5cXtMA0GCSqGSIb3DQEBCwUAA4IBAQCUD1dWKU2f09isVvCX\ncas6jXk6aEjKJz7q3sOCvDPyh8mScYP6ruU6otV/+3Wm5wvJgGUflS6EOSzgbOR2\n5srN3/OO02l3qq7b4GrKsJEIfpi+TkoaTl38jqwlhYbuop/y9MascVVPxp2rbZ73\nXcRNLTZeXn+N//DbYiQRLYQJwUD+oMluLxGyF4aIuMOkO23hFggKweUdVvf+xYC1\npofRbWkOLMnFIgQbq7umpLVDkQvyBaOQpIH+XDN+j7mznbGNsqoUGieofWPQcm/E\nXx3+cMNcNxCLRJ56qISVvs+ek1H5nGGUBrWpaHlv2j8ivts5IqXjtRrGxePAwgUk\nX1ps\n-----END CERTIFICATE-----\n",
  "registered": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-07-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-07-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
  "rotated": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"1352FB46C8D35C0DD5FADFB68DC667738ED5CE7E\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-12-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-12-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
  "tooEarly": "AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-01-01T00:00:00.0000000Z, assertion valid from 2026-01-01T00:12:00.0000000Z, expiry time of assertion 2026-01-01T00:22:00.0000000Z. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials . Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e00 Correlation ID: 0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e Timestamp: 2026-01-01 00:00:00Z",
  "notFound": "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: 'BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8']. Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e00 Correlation ID: 0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e Timestamp: 2026-01-01 00:00:00Z"
};

export const examples: Example[] = [
  {
    "label": "A healthy assertion",
    "now": 1767225660,
    "sources": [
      {
        "text": text.healthy
      },
      {
        "name": "client.pem",
        "text": text.certificate
      },
      {
        "text": text.registered
      }
    ]
  },
  {
    "label": "Rotated certificate",
    "now": 1767225660,
    "sources": [
      {
        "text": text.healthy
      },
      {
        "name": "client.pem",
        "text": text.certificate
      },
      {
        "text": text.rotated
      }
    ]
  },
  {
    "label": "Hex in x5t",
    "now": 1767225660,
    "sources": [
      {
        "text": text.hex
      },
      {
        "name": "client.pem",
        "text": text.certificate
      }
    ]
  },
  {
    "label": "Wrong private key",
    "now": 1767225660,
    "sources": [
      {
        "text": text.wrongKey
      },
      {
        "name": "client.pem",
        "text": text.certificate
      }
    ]
  },
  {
    "label": "Edited after signing",
    "now": 1767225660,
    "sources": [
      {
        "text": text.edited
      },
      {
        "name": "client.pem",
        "text": text.certificate
      }
    ]
  },
  {
    "label": "Clock skew seen by Entra",
    "now": 1767225660,
    "sources": [
      {
        "text": text.ahead
      },
      {
        "text": text.tooEarly
      }
    ]
  },
  {
    "label": "Error text alone",
    "now": 1767225660,
    "sources": [
      {
        "text": text.notFound
      }
    ]
  }
];
