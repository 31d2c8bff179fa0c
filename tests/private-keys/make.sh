#!/usr/bin/env bash
# Makes the keys that are missing here, each by the tool that people have it from, and touches nothing that is there.
#
# Needs openssl 3, keytool, gpg, ssh-keygen, puttygen (putty-tools), pk12util (libnss3-tools) and Bouncy Castle's jar
# (libbcprov-java). Keys are random, protect nothing, and are committed. Every password is `inspector`.
set -euo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
password=inspector
provider=${BOUNCY_CASTLE:-/usr/share/java/bcprov.jar}

# Makes a file, where it is missing, of what a command writes to the file that it is given as its last word.
make() {
  local name=$1; shift
  if [ ! -e "$name" ]; then "$@" "$scratch/$name" && mv "$scratch/$name" "$name"; fi
}
# The same of what it prints.
keep() {
  local name=$1; shift
  if [ ! -e "$name" ]; then "$@" > "$scratch/$name" && mv "$scratch/$name" "$name"; fi
}

# One key of each kind, which the other forms are made of.
make rsa.pkcs8.pem openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out
make ec.pkcs8.pem openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out
make ed25519.pkcs8.pem openssl genpkey -quiet -algorithm ED25519 -out
if [ ! -e dsa.parameters.pem ]; then openssl dsaparam -out dsa.parameters.pem 1024 2>/dev/null; fi
make dsa.pkcs8.pem openssl genpkey -quiet -paramfile dsa.parameters.pem -out
make certificate.pem openssl req -x509 -key rsa.pkcs8.pem -subj /CN=private-keys -days 3650 -out

# openssl: what it writes of them.
make rsa.pkcs8.der openssl pkcs8 -topk8 -nocrypt -in rsa.pkcs8.pem -outform DER -out
make rsa.pkcs1.pem openssl rsa -in rsa.pkcs8.pem -traditional -out
make rsa.pkcs1.der openssl rsa -in rsa.pkcs8.pem -traditional -outform DER -out
make rsa.pkcs1.encrypted.pem openssl rsa -in rsa.pkcs8.pem -traditional -aes256 -passout "pass:$password" -out
make rsa.encrypted.pem openssl pkcs8 -topk8 -in rsa.pkcs8.pem -passout "pass:$password" -out
make rsa.encrypted.der openssl pkcs8 -topk8 -in rsa.pkcs8.pem -passout "pass:$password" -outform DER -out
make rsa.encrypted-pbe.der openssl pkcs8 -topk8 -in rsa.pkcs8.pem -v1 PBE-SHA1-3DES -passout "pass:$password" -outform DER -out
make ec.sec1.pem openssl ec -in ec.pkcs8.pem -out
make ec.sec1.der openssl ec -in ec.pkcs8.pem -outform DER -out
make ec.pkcs8.der openssl pkcs8 -topk8 -nocrypt -in ec.pkcs8.pem -outform DER -out
make ec.with-parameters.pem openssl ecparam -name prime256v1 -genkey -out
make ed25519.pkcs8.der openssl pkcs8 -topk8 -nocrypt -in ed25519.pkcs8.pem -outform DER -out
make dsa.traditional.pem openssl dsa -in dsa.pkcs8.pem -out
make dsa.traditional.der openssl dsa -in dsa.pkcs8.pem -outform DER -out
make rsa.pvk openssl rsa -in rsa.pkcs8.pem -outform PVK -pvk-none -out
make rsa.msblob openssl rsa -in rsa.pkcs8.pem -outform MSBLOB -out
keep rsa.text openssl rsa -in rsa.pkcs8.pem -noout -text
keep ec.text openssl ec -in ec.pkcs8.pem -noout -text
keep ed25519.text openssl pkey -in ed25519.pkcs8.pem -noout -text
keep dsa.text openssl pkey -in dsa.pkcs8.pem -noout -text
keep rsa.asn1.text openssl asn1parse -in rsa.pkcs1.pem
keep ec.asn1.text openssl asn1parse -in ec.sec1.pem
keep ed25519.asn1.text openssl asn1parse -in ed25519.pkcs8.pem
keep dsa.asn1.text openssl asn1parse -in dsa.traditional.pem
make openssl.pfx openssl pkcs12 -export -inkey rsa.pkcs8.pem -in certificate.pem -passout "pass:$password" -out
make bag.pem openssl pkcs12 -in openssl.pfx -passin "pass:$password" -nodes -out

# keytool: key stores of Java.
for type in JKS JCEKS PKCS12; do
  make "keytool.${type,,}" keytool -importkeystore -noprompt -srckeystore openssl.pfx -srcstoretype PKCS12 \
    -srcstorepass "$password" -deststoretype "$type" -deststorepass "$password" -destkeystore 2>/dev/null
done

# Bouncy Castle: its own key stores, through keytool.
for type in BKS UBER BCFKS; do
  make "bouncy-castle.${type,,}" keytool -importkeystore -noprompt -srckeystore openssl.pfx -srcstoretype PKCS12 \
    -srcstorepass "$password" -deststoretype "$type" -deststorepass "$password" -providerpath "$provider" \
    -provider org.bouncycastle.jce.provider.BouncyCastleProvider -destkeystore 2>/dev/null
done

# NSS: PKCS#12 as Firefox writes it, in BER.
if [ ! -e nss.p12 ]; then
  mkdir "$scratch/nss"
  certutil -N -d "sql:$scratch/nss" --empty-password
  pk12util -i openssl.pfx -d "sql:$scratch/nss" -W "$password" > /dev/null
  name=$(certutil -L -d "sql:$scratch/nss" | sed -n 's/ *u,u,u *$//p')
  pk12util -o nss.p12 -n "$name" -d "sql:$scratch/nss" -W "$password" > /dev/null
fi

# GnuPG: a key of RSA and one of Ed25519, in armour and without.
if [ ! -e gpg.rsa.asc ]; then
  export GNUPGHOME=$scratch/gnupg
  mkdir -m 700 "$GNUPGHOME"
  for algorithm in rsa1024 ed25519; do
    gpg --batch --quiet --passphrase '' --quick-generate-key "Inspector <$algorithm@example.com>" "$algorithm" sign never
    gpg --batch --quiet --armor --export-secret-keys "$algorithm@example.com" > "gpg.${algorithm%1024}.asc"
    gpg --batch --quiet --export-secret-keys "$algorithm@example.com" > "gpg.${algorithm%1024}.gpg"
  done
  gpg --batch --quiet --armor --export rsa1024@example.com > gpg.public.asc
  gpgconf --kill all
fi

# GnuPG's agent: what it keeps, as it does now and as it did before.
if [ ! -e gpg.rsa.key ]; then
  for form in key canonical.key; do
    export GNUPGHOME=$scratch/$form
    mkdir -m 700 "$GNUPGHOME"
    if [ $form = canonical.key ]; then echo disable-extended-key-format > "$GNUPGHOME/gpg-agent.conf"; fi
    for algorithm in rsa1024 ed25519; do
      gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key inspector@example.com "$algorithm" sign never
      mv "$GNUPGHOME"/private-keys-v1.d/*.key "gpg.${algorithm%1024}.$form"
      rm "$GNUPGHOME"/pubring*
    done
    gpgconf --kill all
  done
fi

# OpenSSH and PuTTY.
if [ ! -e openssh.key ]; then ssh-keygen -q -t ed25519 -N '' -C inspector -f openssh.key; rm openssh.key.pub; fi
make putty3.ppk puttygen openssh.key -O private --ppk-param version=3 -o
make putty2.ppk puttygen openssh.key -O private --ppk-param version=2 -o
make ssh.com.key puttygen rsa.pkcs1.pem -O private-sshcom -o
make rsa.openssh.key puttygen rsa.pkcs1.pem -O private-openssh-new -o

# Node: JSON Web Keys.
for kind in rsa ec ed25519; do
  keep "$kind.jwk" node -e 'const { createPrivateKey } = require("node:crypto"); const { readFileSync } = require("node:fs");
    console.log(JSON.stringify(createPrivateKey(readFileSync(process.argv[1])).export({ format: "jwk" }), null, 2));' "$kind.pkcs8.pem"
done
keep oct.jwk node -e 'console.log(JSON.stringify(require("node:crypto").generateKeySync("hmac", { length: 256 }).export({ format: "jwk" })));'

# XML, as `RSA.ToXmlString` of .NET writes it.
keep rsa.xml node -e 'const key = JSON.parse(require("node:fs").readFileSync("rsa.jwk"));
  const names = { Modulus: "n", Exponent: "e", P: "p", Q: "q", DP: "dp", DQ: "dq", InverseQ: "qi", D: "d" };
  const members = Object.entries(names).map(([name, member]) => `<${name}>${Buffer.from(key[member], "base64url").toString("base64")}</${name}>`);
  console.log(`<RSAKeyValue>${members.join("")}</RSAKeyValue>`);'

# What holds no private key: parameters, requests, public keys.
make ec.parameters.pem openssl ecparam -name prime256v1 -out
make ec.explicit-parameters.pem openssl ecparam -name prime256v1 -param_enc explicit -out
if [ ! -e dh.parameters.pem ]; then openssl dhparam -out dh.parameters.pem 512 2>/dev/null; fi
make rsa.public.pem openssl rsa -in rsa.pkcs8.pem -pubout -out
make rsa.public.msblob openssl rsa -in rsa.pkcs8.pem -pubout -outform MSBLOB -out
keep certificate.asn1.text openssl asn1parse -in certificate.pem
keep rsa.public.asn1.text openssl asn1parse -in rsa.public.pem -strparse 18
keep dsa.parameters.asn1.text openssl asn1parse -in dsa.parameters.pem
