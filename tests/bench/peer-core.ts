import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { compactVerify, decodeJwt, decodeProtectedHeader, importX509 } from 'jose';

const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Decoded token, fields and thumbprints of the certificate, and whether its key made the signature. */
export async function inspect(token: string, pem: string) {
  const header = decodeProtectedHeader(token);
  const certificate = new X509Certificate(pem);
  const { subject, issuer, serialNumber, notBefore, notAfter } = certificate;
  return {
    header,
    claims: decodeJwt(token),
    certificate: { subject, issuer, serialNumber, notBefore, notAfter },
    sha1: hex(await certificate.getThumbprint('SHA-1')),
    sha256: hex(await certificate.getThumbprint('SHA-256')),
    verified: await importX509(pem, header.alg!)
      .then(key => compactVerify(token, key))
      .then(() => true, () => false),
  };
}
