// esbuild's loaders: a file as base64, and as bytes.
declare module '*.gz' {
  const base64: string;
  export default base64;
}

declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
