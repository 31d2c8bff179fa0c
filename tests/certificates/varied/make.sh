#!/usr/bin/env bash
# Makes certificates.pem anew: hundreds of certificates of varied making, and the roots that Mozilla trusts. Needs what CI
# does not: Go, keytool, certtool (GnuTLS), certutil (NSS) and the package ca-certificates.
set -euo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

by_openssl() {
  local n key keys=(rsa:2048 ec:P-256 ec:P-384 ec:secp256k1 ec:brainpoolP256r1 ed25519 ed448 explicit)
  local names=('/CN=plain' '/C=CH/O=Contoso/CN=x' '/emailAddress=ops@contoso.example/CN=mail' '/DC=example/DC=contoso/UID=42'
    '/CN=a+OU=b+O=c' '/serialNumber=4711/title=Dr./GN=Grace/SN=Hopper/initials=G' '/CN=Zürich 日本語' '/street=Bahnhofstrasse/postalCode=8001'
    '/businessCategory=Private Organization/jurisdictionC=CH/jurisdictionST=ZH/jurisdictionL=Zürich/CN=ev' '/CN= blanks , and \+ signs '
    '/pseudonym=p/dnQualifier=q/generationQualifier=III/name=n/description=d/telephoneNumber=1/role=r')
  for n in {0..65}; do
    key=${keys[n % ${#keys[@]}]}
    case $key in
      rsa:*) openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:${key#*:}" ;;
      ec:*) openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:${key#*:}" ;;
      explicit) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit ;;
      *) openssl genpkey -algorithm "$key" ;;
    esac > "$scratch/key"
    openssl req -new -x509 -utf8 -multivalue-rdn -key "$scratch/key" -subj "${names[n % ${#names[@]}]}" \
      -days $((n * 97 + 1)) -set_serial "$((n * n * 7919 - 5000))" 2> "$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
  done
}

by_keytool() {
  local n key keys=('RSA -keysize 2048' 'EC -groupname secp256r1' 'EC -groupname secp384r1' 'DSA -keysize 1024' 'Ed25519')
  local names=('CN=a, OU=b, O=c, L=d, ST=e, C=CH' 'CN=Zürich' 'EMAILADDRESS=ops@contoso.example, CN=x' 'CN="a,b+c", DC=example' 'SERIALNUMBER=1, T=Dr., CN=y' 'OID.1.2.3.4=z, CN=z')
  for n in {0..29}; do
    key=${keys[n % ${#keys[@]}]}
    # shellcheck disable=SC2086  # the options of a key are several words
    keytool -genkeypair -keystore "$scratch/$n.p12" -storepass inspector -alias a -keyalg $key -dname "${names[n % ${#names[@]}]}" -validity $((n * 50 + 1)) > "$scratch/log" 2>&1
    keytool -exportcert -rfc -keystore "$scratch/$n.p12" -storepass inspector -alias a 2> "$scratch/log"
  done
}

by_certtool() {
  local n key keys=('rsa --bits 2048' ecdsa ed25519 rsa-pss\ --bits\ 2048)
  for n in {0..23}; do
    key=${keys[n % ${#keys[@]}]}
    printf '%s\n' 'dn = "CN=gnutls '"$n"',O=Zürich,C=CH,EMAIL=ops@contoso.example,serialNumber=12"' "serial = $((n * 1000003 + 1))" "expiration_days = $((n * 33 + 1))" signing_key > "$scratch/template"
    # shellcheck disable=SC2086
    certtool --generate-privkey --key-type $key --outfile "$scratch/key" 2> "$scratch/log"
    certtool --generate-self-signed --load-privkey "$scratch/key" --template "$scratch/template" 2> "$scratch/log"
  done
}

by_nss() {
  local n key keys=('rsa -g 2048' 'ec -q nistp256' 'ec -q nistp384' 'ec -q nistp521')
  mkdir "$scratch/nss"
  certutil -N -d "$scratch/nss" --empty-password
  head -c 100 /dev/urandom > "$scratch/noise"
  for n in {0..19}; do
    key=${keys[n % ${#keys[@]}]}
    # shellcheck disable=SC2086
    certutil -S -d "$scratch/nss" -z "$scratch/noise" -n "$n" -s "CN=nss $n,E=ops@contoso.example,OU=Zürich,DC=contoso,DC=example" -x -t ,, -k $key -m $((n + 1)) -v $((n + 1)) 2> "$scratch/log"
    certutil -L -d "$scratch/nss" -n "$n" -a
  done
}

# Without those that openssl refuses to read.
read_by_openssl() {
  local line pem=
  while IFS= read -r line; do
    pem+=$line$'\n'
    if [[ $line == -----END* ]]; then
      if openssl x509 -noout <<< "$pem" 2> "$scratch/log"; then printf %s "$pem"; fi
      pem=
    fi
  done
}

{
  go run make.go
  by_openssl
  by_keytool
  by_certtool
  by_nss
  for one in /etc/ssl/certs/*.pem; do cat "$one"; done
} | sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' | tr -d '\r' | read_by_openssl > certificates.pem
grep -c BEGIN certificates.pem
