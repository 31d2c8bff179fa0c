"""What the Python clients send, written to captures/. Nothing reaches the network: the session answers itself."""

import base64
import hashlib
import io
import json
import time
import urllib.parse
import uuid
from importlib.metadata import version
from pathlib import Path

import jwt
import msal
import requests
from azure.core.pipeline.transport import RequestsTransport
from azure.identity import CertificateCredential
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from urllib3 import HTTPResponse

TENANT = "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
CLIENT = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8"
AUTHORITY = f"https://login.microsoftonline.com/{TENANT}"
TOKEN_ENDPOINT = f"{AUTHORITY}/oauth2/v2.0/token"
SCOPE = "https://graph.microsoft.com/.default"

CERTIFICATES = Path("../certificates")
KEY = (CERTIFICATES / "client.key").read_text()
CERTIFICATE = (CERTIFICATES / "client.pem").read_text()
PFX = str(CERTIFICATES / "client.pfx")
DER = x509.load_pem_x509_certificate(CERTIFICATE.encode()).public_bytes(Encoding.DER)
SHA1 = hashlib.sha1(DER)
SHA256 = hashlib.sha256(DER)


class LoginService(requests.adapters.HTTPAdapter):
    """Answers as the login service does, and keeps the token request."""

    def send(self, request, **_):
        if request.method == "POST":
            self.token_request = request
            answer = {"token_type": "Bearer", "expires_in": 3599, "access_token": "none"}
        elif "/discovery/instance" in request.url:
            answer = {
                "tenant_discovery_endpoint": f"{AUTHORITY}/v2.0/.well-known/openid-configuration",
                "metadata": [],
            }
        else:
            answer = {
                "issuer": f"{AUTHORITY}/v2.0",
                "authorization_endpoint": f"{AUTHORITY}/oauth2/v2.0/authorize",
                "token_endpoint": TOKEN_ENDPOINT,
            }
        body = io.BytesIO(json.dumps(answer).encode())
        headers = {"Content-Type": "application/json"}
        return self.build_response(request, HTTPResponse(body, headers, status=200, preload_content=False))


def session():
    service = LoginService()
    made = requests.Session()
    made.mount("https://", service)
    return made, service


def write(name, client, package, variant, assertion, url=None, body=None):
    capture = {
        "client": client,
        "version": version(package),
        "variant": variant,
        "certificate": "client.pem",
        "captured_at": int(time.time()),
        "url": url,
        "body": body,
        "assertion": assertion,
    }
    Path(f"captures/{name}.json").write_text(json.dumps(capture, indent=2) + "\n")


def write_request(name, client, package, variant, service):
    body = service.token_request.body
    body = body.decode() if isinstance(body, bytes) else body
    [assertion] = urllib.parse.parse_qs(body)["client_assertion"]
    write(name, client, package, variant, assertion, service.token_request.url, body)


def msal_python(name, variant, credential):
    http_client, service = session()
    application = msal.ConfidentialClientApplication(
        CLIENT, client_credential=credential, authority=AUTHORITY, http_client=http_client
    )
    application.acquire_token_for_client([SCOPE])
    write_request(f"msal-python-{name}", "MSAL Python", "msal", variant, service)


def azure_identity(name, variant, **options):
    http_client, service = session()
    CertificateCredential(
        TENANT,
        CLIENT,
        certificate_data=(KEY + CERTIFICATE).encode(),
        transport=RequestsTransport(session=http_client, session_owner=False),
        **options,
    ).get_token(SCOPE)
    write_request(f"azure-identity-python-{name}", "azure-identity (Python)", "azure-identity", variant, service)


def pyjwt(name, variant, algorithm, identifier):
    now = int(time.time())
    claims = {
        "aud": TOKEN_ENDPOINT,
        "iss": CLIENT,
        "sub": CLIENT,
        "jti": str(uuid.uuid4()),
        "nbf": now,
        "iat": now,
        "exp": now + 600,
    }
    write(f"pyjwt-{name}", "PyJWT", "PyJWT", variant, jwt.encode(claims, KEY, algorithm, identifier))


def base64url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


msal_python(
    "thumbprint",
    "private_key and thumbprint",
    {"private_key": KEY, "thumbprint": SHA1.hexdigest().upper()},
)
msal_python(
    "thumbprint-x5c",
    "private_key, thumbprint and public_certificate",
    {"private_key": KEY, "thumbprint": SHA1.hexdigest().upper(), "public_certificate": CERTIFICATE},
)
msal_python(
    "public-certificate",
    "private_key and public_certificate",
    {"private_key": KEY, "public_certificate": CERTIFICATE},
)
msal_python(
    "pfx",
    "private_key_pfx_path",
    {"private_key_pfx_path": PFX, "passphrase": "inspector"},
)
msal_python(
    "pfx-x5c",
    "private_key_pfx_path and public_certificate=True",
    {"private_key_pfx_path": PFX, "passphrase": "inspector", "public_certificate": True},
)
azure_identity("plain", "certificate_data")
azure_identity("chain", "certificate_data and send_certificate_chain=True", send_certificate_chain=True)
pyjwt("rs256", "RS256 with x5t", "RS256", {"x5t": base64url(SHA1.digest())})
pyjwt("ps256", "PS256 with x5t#S256", "PS256", {"x5t#S256": base64url(SHA256.digest())})
