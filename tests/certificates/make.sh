#!/usr/bin/env bash
# Makes the keys and certificates that are missing here, and touches nothing that is there.
#
# Keys are random and committed. Every date is written out, so nothing depends on the day this runs.
# What openssl refuses to make is in odd.mjs.
set -euo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# `openssl ca` is the one command of openssl 3.0 that takes both ends of the validity.
# The digest "default" is SHA-256 for RSA and EC keys, and none for Ed25519.
cat > "$scratch/ca.cnf" <<END
[ca]
default_ca = here
[here]
database = $scratch/index
crlnumber = $scratch/crlnumber
new_certs_dir = $scratch
policy = any
unique_subject = no
rand_serial = yes
default_md = default
[any]
commonName = supplied
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
END
: > "$scratch/index"
echo 01 > "$scratch/crlnumber"

# The private key of a certificate, as PKCS#8. Without `--keep` it goes when the script ends.
key() {
  local folder=$scratch
  if [ "$1" = --keep ]; then folder=.; shift; fi
  local name=$1; shift
  if [ "$folder" = "$scratch" ] && [ -e "$name.pem" ]; then return; fi
  if [ ! -e "$folder/$name.key" ]; then openssl genpkey -quiet -out "$folder/$name.key" "$@"; fi
}

key_file() {
  if [ -e "$1.key" ]; then echo "$1.key"; else echo "$scratch/$1.key"; fi
}

# NAME COMMON_NAME NOT_BEFORE NOT_AFTER KEY, then options of `openssl ca`; without `-cert` it is self-signed.
certificate() {
  local name=$1 common_name=$2 not_before=$3 not_after=$4 key; key=$(key_file "$5"); shift 5
  if [ -e "$name.pem" ]; then return; fi
  openssl req -new -config "$scratch/request.cnf" -key "$key" -subj "/CN=$common_name" -out "$scratch/$name.csr"
  case " $* " in
    *" -cert "*) ;;
    *) set -- -selfsign -keyfile "$key" "$@" ;;
  esac
  openssl ca -config "$scratch/ca.cnf" -extensions client -batch -notext \
    -in "$scratch/$name.csr" -startdate "$not_before" -enddate "$not_after" "$@" -out "$scratch/$name.pem" 2> "$scratch/log" \
    || { cat "$scratch/log" >&2; exit 1; }
  mv "$scratch/$name.pem" "$name.pem"
}

printf '[req]\ndistinguished_name = name\n[name]\n' > "$scratch/request.cnf"

rsa() { key "${@:2}" -algorithm RSA -pkeyopt "rsa_keygen_bits:$1"; }

from=20250701000000Z
to=20270701000000Z

rsa 2048 --keep client
rsa 2048 --keep other
rsa 3072 --keep rsa3072
rsa 4096 --keep rsa4096
rsa 1024 --keep rsa1024
rsa 2048 --keep expired
rsa 2048 --keep future
rsa 2048 --keep expires-soon
rsa 2048 --keep issuer
rsa 2048 --keep leaf
rsa 2048 rotated
rsa 2048 sha1-signed
rsa 2048 sha512-signed
rsa 2048 pss-signed
key exponent-3 -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3
key --keep rsa-pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
key --keep ec-p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key ec-p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
key ec-p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
key ed25519 -algorithm ED25519
key ed448 -algorithm ED448
if [ ! -e dsa.pem ]; then
  openssl genpkey -quiet -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out "$scratch/dsa.parameters"
  openssl genpkey -quiet -paramfile "$scratch/dsa.parameters" -out "$scratch/dsa.key"
fi

certificate client contoso-client $from $to client
certificate other other-client $from $to other
certificate renewed contoso-client 20251201000000Z 20271201000000Z client
certificate rotated contoso-client 20251201000000Z 20271201000000Z rotated
certificate rsa3072 rsa3072-client $from $to rsa3072
certificate rsa4096 rsa4096-client $from $to rsa4096
certificate rsa1024 rsa1024-client $from $to rsa1024
certificate rsa-pss rsa-pss-client $from $to rsa-pss
certificate ec-p256 ec-p256-client $from $to ec-p256
certificate ec-p384 ec-p384-client $from $to ec-p384
certificate ec-p521 ec-p521-client $from $to ec-p521
certificate ed25519 ed25519-client $from $to ed25519
certificate ed448 ed448-client $from $to ed448
certificate dsa dsa-client $from $to dsa
certificate expired expired-client 20230101000000Z 20240101000000Z expired
certificate future future-client 20270101000000Z 20290101000000Z future
certificate expires-soon expires-soon-client $from 20260115000000Z expires-soon
certificate issuer contoso-issuer 20250101000000Z 20350101000000Z issuer -extensions authority
certificate leaf leaf-client $from $to leaf -cert issuer.pem -keyfile issuer.key
certificate sha1-signed sha1-signed-client $from $to sha1-signed -md sha1
certificate sha512-signed sha512-signed-client $from $to sha512-signed -md sha512
certificate pss-signed pss-signed-client $from $to pss-signed -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest
certificate exponent-3 exponent-3-client $from $to exponent-3

node odd.mjs

# What people have at hand instead of a certificate. The password is `inspector`.

# Runs a command with a place to write to, unless the file is there already.
missing() {
  local name=$1; shift
  if [ -e "$name" ]; then return; fi
  "$@" "$scratch/made" 2> "$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
  mv "$scratch/made" "$name"
}

missing client.pfx openssl pkcs12 -export -in client.pem -inkey client.key -name contoso-client -passout pass:inspector -out
missing bag.pem openssl pkcs12 -in client.pfx -passin pass:inspector -nodes -out
missing client.csr openssl req -new -config "$scratch/request.cnf" -key client.key -subj /CN=contoso-client -out
missing issuer.crl openssl ca -config "$scratch/ca.cnf" -gencrl -cert issuer.pem -keyfile issuer.key \
  -crl_lastupdate $from -crl_nextupdate $to -out
missing client.pub openssl pkey -in client.key -pubout -out
missing client.rsa.key openssl pkey -in client.key -traditional -out
missing client.encrypted.key openssl pkcs8 -topk8 -in client.key -passout pass:inspector -out
missing client.p7b openssl crl2pkcs7 -nocrl -certfile client.pem -out
# Streamed, it is BER: its outer lengths are indefinite.
missing streamed.p7b openssl cms -sign -binary -nodetach -stream -in client.pub -signer client.pem -inkey client.key -outform DER -out
if [ ! -e client.ssh.pub ]; then echo "$(ssh-keygen -i -m PKCS8 -f client.pub) contoso-client" > client.ssh.pub; fi
if [ ! -e photo.jpg ]; then
  # A grey square of 8 by 8.
  openssl base64 -d -A -out photo.jpg <<< '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8ASP/Z'
fi
