// Writes certificates of varied making by Go's crypto/x509: names of every string type and many attribute types, alone and
// several to a relative name, keys of each kind, serials from one byte to twenty, dates from 1950 to 9999. The same seed
// makes the same names; keys are new each time.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	cryptorand "crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"math/rand"
	"os"
	"time"
	"unicode/utf16"
)

var types = []asn1.ObjectIdentifier{
	{2, 5, 4, 3}, {2, 5, 4, 4}, {2, 5, 4, 5}, {2, 5, 4, 6}, {2, 5, 4, 7}, {2, 5, 4, 8}, {2, 5, 4, 9}, {2, 5, 4, 10}, {2, 5, 4, 11},
	{2, 5, 4, 12}, {2, 5, 4, 13}, {2, 5, 4, 15}, {2, 5, 4, 17}, {2, 5, 4, 20}, {2, 5, 4, 41}, {2, 5, 4, 42}, {2, 5, 4, 43},
	{2, 5, 4, 44}, {2, 5, 4, 46}, {2, 5, 4, 65}, {2, 5, 4, 97}, {1, 2, 840, 113549, 1, 9, 1}, {1, 2, 840, 113549, 1, 9, 2},
	{0, 9, 2342, 19200300, 100, 1, 25}, {0, 9, 2342, 19200300, 100, 1, 1}, {1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1},
	{1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2}, {1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3}, {1, 3, 6, 1, 4, 1, 99999, 7}, {2, 999, 1},
}

var texts = []string{
	"Contoso", "a", "Zürich", "日本語", "🔑 key", " blanks ", "# number", "a,b+c;d", "\"quoted\"", "back\\slash", "<tag>", "x=y",
	"tab\tline\n", "ops@contoso.example", "4711", "*.contoso.example", "عربي", "e\u0301", "",
}

func value(random *rand.Rand) asn1.RawValue {
	text := texts[random.Intn(len(texts))]
	plain, narrow := true, true
	for _, character := range text {
		plain = plain && character < 0x80
		narrow = narrow && character < 0x100
	}
	switch kind := random.Intn(7); {
	case kind == 0 && plain:
		return asn1.RawValue{Tag: asn1.TagPrintableString, Bytes: []byte(text)}
	case kind == 1 && plain:
		return asn1.RawValue{Tag: asn1.TagIA5String, Bytes: []byte(text)}
	case kind == 2 && narrow:
		bytes := []byte{}
		for _, character := range text {
			bytes = append(bytes, byte(character))
		}
		return asn1.RawValue{Tag: asn1.TagT61String, Bytes: bytes}
	case kind == 3:
		bytes := []byte{}
		for _, unit := range utf16.Encode([]rune(text)) {
			bytes = append(bytes, byte(unit>>8), byte(unit))
		}
		return asn1.RawValue{Tag: asn1.TagBMPString, Bytes: bytes}
	case kind == 4:
		bytes := []byte{}
		for _, character := range text {
			bytes = append(bytes, byte(character>>24), byte(character>>16), byte(character>>8), byte(character))
		}
		return asn1.RawValue{Tag: 28, Bytes: bytes}
	default:
		return asn1.RawValue{Tag: asn1.TagUTF8String, Bytes: []byte(text)}
	}
}

func name(random *rand.Rand) []byte {
	names := pkix.RDNSequence{}
	for range make([]struct{}, random.Intn(6)) {
		relative := pkix.RelativeDistinguishedNameSET{}
		for range make([]struct{}, 1+random.Intn(4)/3*2) {
			relative = append(relative, pkix.AttributeTypeAndValue{Type: types[random.Intn(len(types))], Value: value(random)})
		}
		names = append(names, relative)
	}
	return must(asn1.Marshal(names))
}

func main() {
	random := rand.New(rand.NewSource(700027))
	for n := 0; n < 160; n++ {
		var key crypto.Signer
		switch random.Intn(8) {
		case 0:
			key = must(rsa.GenerateKey(cryptorand.Reader, 1024+8*random.Intn(200)))
		case 1:
			_, edwards, err := ed25519.GenerateKey(cryptorand.Reader)
			key = edwards
			must(0, err)
		case 2:
			key = must(ecdsa.GenerateKey(elliptic.P384(), cryptorand.Reader))
		case 3:
			key = must(ecdsa.GenerateKey(elliptic.P521(), cryptorand.Reader))
		default:
			key = must(ecdsa.GenerateKey(elliptic.P256(), cryptorand.Reader))
		}
		serial := make([]byte, 1+random.Intn(20))
		random.Read(serial)
		from := time.Date(1950+random.Intn(150), time.Month(1+random.Intn(12)), 1+random.Intn(28), random.Intn(24), random.Intn(60), random.Intn(60), 0, time.UTC)
		template := &x509.Certificate{
			SerialNumber: new(big.Int).SetBytes(serial), RawSubject: name(random), NotBefore: from,
			NotAfter: from.AddDate(random.Intn(100), random.Intn(12), random.Intn(28)),
			KeyUsage: x509.KeyUsage(random.Intn(512)), BasicConstraintsValid: random.Intn(2) == 0, IsCA: random.Intn(2) == 0,
		}
		issuer := &x509.Certificate{RawSubject: name(random)}
		der := must(x509.CreateCertificate(cryptorand.Reader, template, issuer, key.Public(), key))
		pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
