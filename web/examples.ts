// Written by examples.mjs, with throw-away keys.

/** Evidence to try the page with, at its own time. */
export type Example = { label: string, now: number, sources: { name?: string, text: string }[] };

const text = {
  "healthy": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.M_HjPw9TkPRzTqXw-zryylMCWzj735mMBFqth3rMFHiPgQo4KfOgPLzt1AyB98kOvkWOSeTSbK454Ts7jzy7HgXmdnYBtrpDlpdOTH9_0Mk2Ay0RxNUYwh8P7FlxoZtg0h6NSQu56fmne3cYrbVsoPu0u6vQ-NoY2_opC_pzeivGpezQXobb6UNI0zh0hB8BI-ywA1FGM8A6-yaMu3JhjK6W1CgXSOxFOVEb5rvZCW2c3ok_MkvtAqfEmPjLWxpm4aXHiNlVPCnLWdteDm4irXSC_u1QWE-QOJSgNEr-NGPz44ATJv3AmmHNXC9RqSitR4aLU-RiInPeO8KUcjYJtw",
  "hex": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCI6IkJEOTVFNkUxRTRFQTlCMEMxRDcxODZEQUY5QkY0QUYxOTYxMjU1QTUifQ.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.CZU45FVyyfiUManaDOW8oo6l5SuH32TsktRyk4ZfXe4H5DtWUIh42CSIU8D1_3i1wyhsraAbnlsaQL9ji0yXucgEMKVC2aOmA9ywXngmqsiVbjeIW2tO-kSfCXoodNOzQKMESe_aKUlNWL-24vJjSG6UCTiuQL7a1AMRxdsqAQQy7nK77g-lVi6Z51P8LeZ8XgDv6FsXDsbn4JXCIBWZX3e3lqZcSMc9irere83A1nAxtGiV-7khxY_ZKmNUtbUdz929blTlYE89sU2DFzaePrYZNuUtfW_v_A5UrJ4hlC9kpt94uekOo3EXEvqlS7RfEID4S4G-91PSOJSML4vW2w",
  "wrongKey": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.DzsqOGNCaLUrTywxIVbHkh2jvOUMGezzh2UHHJvrv-bK-jzoxSzD1cYQTBosnVL8sskfTZfqFGOZcldsOlxB-gxY_tuZocr5n5IUZSqa_CPWzAFtzL6U7Vclsv0EHAgF8VBFL-W0gCEZlo-iMyTLAlHtnQQzHzNcU5c_9BQooo4cRr3weJWtpyT_LHhYBwSIGXgd1V_pZta5eqKPExcMLQuXtX3EByvlY5s3RC_Z8haZCwWOfSgOXszjsSfUDEH5ZJ47bZjHALRTDzbGd053tFFSRlJf4QhY0xmWTU4yztdwvibMxcr9xzigCeyfstJl7C5Ipf9ruB1FdgtBUzXuZQ",
  "edited": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.M_HjPw9TkPRzTqXw-zryylMCWzj735mMBFqth3rMFHiPgQo4KfOgPLzt1AyB98kOvkWOSeTSbK454Ts7jzy7HgXmdnYBtrpDlpdOTH9_0Mk2Ay0RxNUYwh8P7FlxoZtg0h6NSQu56fmne3cYrbVsoPu0u6vQ-NoY2_opC_pzeivGpezQXobb6UNI0zh0hB8BI-ywA1FGM8A6-yaMu3JhjK6W1CgXSOxFOVEb5rvZCW2c3ok_MkvtAqfEmPjLWxpm4aXHiNlVPCnLWdteDm4irXSC_u1QWE-QOJSgNEr-NGPz44ATJv3AmmHNXC9RqSitR4aLU-RiInPeO8KUcjYJtw",
  "ahead": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI2MzIwLCJpYXQiOjE3NjcyMjYzMjAsImV4cCI6MTc2NzIyNjkyMH0.adKSP1pYIMYKTYZ2Xolmlv7Gocq0UDnZ-wF6WJhd9jfI-KSPz4yGwzz9yislH_XkiUMO6ZUGR4HJ5_T9Tb5y35F8EU8ngPTJS8cB8_MWiBSGHTII0EngbWuzTc5mLxtVL6Rm8gHgWddDQLZcXSx8q_3IuWj1IwNQYIjxfaE71Wslt4qoLTj_q_ygJOqjrRr3SHsXIH6ec2vE70Y_fxyaqaPoBfVylPGmQC5QaG-ZwpvKdimnAriT_Uk_26vLx_VxSnqRCQhHJHS75TFmlZZx4ToKpwvxc7gXJuSNc2Brzaw08qv2xsx4JW-OEYRwxLxs7z1pxX6hVZToqqtPqjD7Eg",
  "certificate": "-----BEGIN CERTIFICATE-----\nMIIC/zCCAeegAwIBAgIUM2BkvadREU7WsqAHJLD2e/KQlt4wDQYJKoZIhvcNAQEL\nBQAwGTEXMBUGA1UEAwwOY29udG9zby1jbGllbnQwHhcNMjUwNzAxMDAwMDAwWhcN\nMjcwNzAxMDAwMDAwWjAZMRcwFQYDVQQDDA5jb250b3NvLWNsaWVudDCCASIwDQYJ\nKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKuHkcApzROjErCL9dUdWSm+eV+iIz+d\nq5gZT2ZOSLJ+Vc+tecLBd9FsaupxWbHys+exv59feS1Au5WNOGSkBWsl30tIOFSv\nolEgjFGK0Hpx6C2U9wz+V8Yd8KikTFnf+/4dM01ipSRJD9oZAzHsruF4RZ3lZvH1\nXmFDsgxa+JIpQ39F8xyUE/LD1d04eZI509XbSgLgLi+GgI/iHVFJ3k/n2GQc/GTD\n5zYXbaVLeCe03SkRI79X1HHD9/p3FHVGfzz8IwMT5hnnPaRkpAKL/p7vFfOJ1RVd\nAz8LiEV/ZP/oIv0+qSqIzmie2q2kE/F8KJBkWzH6I9gXGjWIn0X7680CAwEAAaM/\nMD0wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFP6BM3IO\nD3T8zlb6ms5wggvi5cXtMA0GCSqGSIb3DQEBCwUAA4IBAQCUD1dWKU2f09isVvCX\ncas6jXk6aEjKJz7q3sOCvDPyh8mScYP6ruU6otV/+3Wm5wvJgGUflS6EOSzgbOR2\n5srN3/OO02l3qq7b4GrKsJEIfpi+TkoaTl38jqwlhYbuop/y9MascVVPxp2rbZ73\nXcRNLTZeXn+N//DbYiQRLYQJwUD+oMluLxGyF4aIuMOkO23hFggKweUdVvf+xYC1\npofRbWkOLMnFIgQbq7umpLVDkQvyBaOQpIH+XDN+j7mznbGNsqoUGieofWPQcm/E\nXx3+cMNcNxCLRJ56qISVvs+ek1H5nGGUBrWpaHlv2j8ivts5IqXjtRrGxePAwgUk\nX1ps\n-----END CERTIFICATE-----\n",
  "registered": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-07-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-07-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
  "rotated": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"1352FB46C8D35C0DD5FADFB68DC667738ED5CE7E\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-12-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-12-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
  "tooEarly": "AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-01-01T00:00:00.0000000Z, assertion valid from 2026-01-01T00:12:00.0000000Z, expiry time of assertion 2026-01-01T00:22:00.0000000Z. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials . Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e00 Correlation ID: 0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e Timestamp: 2026-01-01 00:00:00Z",
  "login": "Federated token details:\n issuer - https://token.actions.githubusercontent.com\n subject claim - repo:contoso/nightly-export:ref:refs/heads/main\n audience - api://AzureADTokenExchange\nAttempting Azure CLI login by using OIDC...\nError: AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:contoso/nightly-export:ref:refs/heads/main'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e00 Correlation ID: 0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e Timestamp: 2026-01-01 00:01:00Z",
  "credentials": "[\n  {\n    \"audiences\": [\n      \"api://AzureADTokenExchange\"\n    ],\n    \"issuer\": \"https://token.actions.githubusercontent.com\",\n    \"name\": \"production\",\n    \"subject\": \"repo:contoso/nightly-export:environment:production\"\n  }\n]",
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
    "label": "GitHub Actions, federated",
    "now": 1767225660,
    "sources": [
      {
        "text": text.login
      },
      {
        "text": text.credentials
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
