// Written by examples.mjs, with throw-away keys.

/** Evidence to try the page with, at its own time. */
export type Example = { label: string, now: number, sources: { name?: string, text: string }[] };

const text = {
  "healthy": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.GaAVi7A_4xEdbcRd-g5mZcTJCGhkBPUcWhoy2w2dsOciNNkZBR7NRBbZ4T2hdRsphkvgO_aKogamQYlIrJhTYttpmq9NeDOolqlocCwFbBTZ_tj3fjHVClN62DrhV4Zfkmm4Zi0hMWyUsjPsPUsdCoCWiNB0EMhPlUgfZDLnFFZn23Ho7h3q5DHLPfluNUAQbN11Gh5Wf_fR38ZL0CS6DbXnScRGal-dwEUvOwxifU_dAaUA20VTAcDPbjFPzIdFkLeGgYzpObxoFKDvSQlnhyLGXycrQzJY4625fkE1cTi_T4WPb1SATl9rs_9938cU3aCPiHXDBzvKbwQc8PZDyw",
  "hex": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCI6IkJEOTVFNkUxRTRFQTlCMEMxRDcxODZEQUY5QkY0QUYxOTYxMjU1QTUifQ.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.qv5Lnh8OwCUHn7RxnS52x4fxV-lArEDiHuZp4XoSKoY1JEV462d1MQLSIb7h4rt8oW9S4w9XE5kXLrkfQ8gAC6Z8n174th298Vmq-xFxLRu1wfWe_dVvxWctlM1MyLUfyq7Awn2Iw9qeQg3OnWpokJYNhJM78wumMZnXAN5fTmx2WbJ538snSIAXIidtWwrlfYub90XUXAF39oZswRkiApZ9S9AGxbwIUvzrFCwGMvf6YEFuG9ihzyd2k8S5loXwCemBorShNEQjpDCwmn4MrgxfnqidsXYCEFtCkrYyDgPdukUEV36lkbBNW8-GV27PYEJE9d7AvZPi6RjGhOG8-w",
  "wrongKey": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.DcUXPYkWAJT1XMwhgDB1Dz2jKncaYNxdd6qd6dY7ZMJ0GgwGPOeZhK76OHm1ZZogPeanyQX_Rz6Po-MfdZV5vkkGphbga6KQdEQ__sYPDyBBssB6PypeNN-oxvIWmgffn_asFO7J-Ptne-oQKgHFZ4Hw4fiY2hs1LmVxPt1LclD4ga6_DVujJAINdwphHlPCzg5bIpkUshUBa_bfAu0mdCJoTz31B3TC5Cn91c_s3DWtmkTwuNMahKp-EAmxCwpXDELmyFlgfb5oMT-dZBUHk4Ts8VESxJXcUbrWrvZ7uSWLC2YnR3o_HRO-s9DU-E_OhvnNqgTiZNNeZ1Ekb_is8A",
  "edited": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiN2MyZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI1NjAwLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNjIwMH0.JjPmvjrum2QV8PyuPCUiHgP8H51oE0NglQICwbttg3wHhBuHw8ksqImyx90KWc6Ua-611hIFkmrdEeAa2wX341rnwlSCoWI7kZQ-3-PPcNlyMx1CHZhv_wkmSGKlNTB0HFr1uBT1MAINFn9rf_1NiuU8unlRX1MSqwVxBihbP3lAq2xNbPJVOcFMmTpT7mEkZKgb_loPUmwlzXv0Kd4BdnfURTavN4vqD8446fwCAO4QVzqLy1GMNZ7IcbtGuRQc4ZGRNDL8RGf27T5dscCZ9LWSTHIcSff5QR6JYJHmsuiy0kqF9V3WblVjwm233dh60ww92FvHewqUPkw0GiwXJg",
  "ahead": "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiUUxoQUJILUg0dl9mcmg2d3JSaXpyWl9nMW5nMHV0enhrZWpVUUs4YkRHQSJ9.eyJhdWQiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vOGYyYzFkM2UtNWE2Yi00YzdkLThlOWYtMGExYjJjM2Q0ZTVmL29hdXRoMi92Mi4wL3Rva2VuIiwiaXNzIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4Iiwic3ViIjoiNmIxZjJhM2MtNGQ1ZS00ZjYwLTgxNzItOTNhNGI1YzZkN2U4IiwianRpIjoiMmY5YTdjNTEtMGQzYi00ZTg2LTlhMTQtYzdiNWQ4ZTZmMzAyIiwibmJmIjoxNzY3MjI2MzIwLCJpYXQiOjE3NjcyMjYzMjAsImV4cCI6MTc2NzIyNjkyMH0.k3RarIJSOr6dzGlANDU54XF2nyfPhzd3ulPhRDFRT2qu8q5UMxUsoSb6ItPGb6pT-gnwLZmIHraZvhW4uOnVGygJ87uLcb38by9uzNR2LqTnh341tEiLn7y0PHhW-e0Az1x30S4F20rvsIIUTgv-2zVA4KJaH0bqzfxrBVWHuvZvbdaySux-cKESePPdH9Kq6M4dix43bf8K3-SdYYS5IT2omqb_ZfK1x_58oSna__q52mNSolng8uMCn-C-_vrb9ZsfUHVVEktu06DF0ceBPdMW5jRbmy9GtjWf_KIJ9189DZz7PsUn_xQtMs0SSzn6Qn71aDbfN_GGDcC7Os97Bg",
  "certificate": "-----BEGIN CERTIFICATE-----\nMIIC/zCCAeegAwIBAgIUM2BkvadREU7WsqAHJLD2e/KQlt4wDQYJKoZIhvcNAQEL\nBQAwGTEXMBUGA1UEAwwOY29udG9zby1jbGllbnQwHhcNMjUwNzAxMDAwMDAwWhcN\nMjcwNzAxMDAwMDAwWjAZMRcwFQYDVQQDDA5jb250b3NvLWNsaWVudDCCASIwDQYJ\nKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKuHkcApzROjErCL9dUdWSm+eV+iIz+d\nq5gZT2ZOSLJ+Vc+tecLBd9FsaupxWbHys+exv59feS1Au5WNOGSkBWsl30tIOFSv\nolEgjFGK0Hpx6C2U9wz+V8Yd8KikTFnf+/4dM01ipSRJD9oZAzHsruF4RZ3lZvH1\nXmFDsgxa+JIpQ39F8xyUE/LD1d04eZI509XbSgLgLi+GgI/iHVFJ3k/n2GQc/GTD\n5zYXbaVLeCe03SkRI79X1HHD9/p3FHVGfzz8IwMT5hnnPaRkpAKL/p7vFfOJ1RVd\nAz8LiEV/ZP/oIv0+qSqIzmie2q2kE/F8KJBkWzH6I9gXGjWIn0X7680CAwEAAaM/\nMD0wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFP6BM3IO\nD3T8zlb6ms5wggvi5cXtMA0GCSqGSIb3DQEBCwUAA4IBAQCUD1dWKU2f09isVvCX\ncas6jXk6aEjKJz7q3sOCvDPyh8mScYP6ruU6otV/+3Wm5wvJgGUflS6EOSzgbOR2\n5srN3/OO02l3qq7b4GrKsJEIfpi+TkoaTl38jqwlhYbuop/y9MascVVPxp2rbZ73\nXcRNLTZeXn+N//DbYiQRLYQJwUD+oMluLxGyF4aIuMOkO23hFggKweUdVvf+xYC1\npofRbWkOLMnFIgQbq7umpLVDkQvyBaOQpIH+XDN+j7mznbGNsqoUGieofWPQcm/E\nXx3+cMNcNxCLRJ56qISVvs+ek1H5nGGUBrWpaHlv2j8ivts5IqXjtRrGxePAwgUk\nX1ps\n-----END CERTIFICATE-----\n",
  "registered": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-07-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-07-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
  "rotated": "{\n  \"appId\": \"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8\",\n  \"displayName\": \"Nightly export\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"1352FB46C8D35C0DD5FADFB68DC667738ED5CE7E\",\n      \"displayName\": \"CN=contoso-client\",\n      \"endDateTime\": \"2027-12-01T00:00:00Z\",\n      \"key\": null,\n      \"keyId\": \"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7\",\n      \"startDateTime\": \"2025-12-01T00:00:00Z\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    }\n  ]\n}",
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
