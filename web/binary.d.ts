// esbuild's loaders, of text and of bytes.
declare module '*.packed' {
  const text: string;
  export default text;
}

declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
