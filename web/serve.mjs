// Serves dist/ on this machine, on PORT or a port that is free: `./build.sh serve`.

import { context } from 'esbuild';

const { PORT } = process.env;
const server = await context({});
const { port } = await server.serve({ servedir: 'dist', host: '127.0.0.1', ...PORT && { port: Number(PORT) } });
console.log(`Serving at http://127.0.0.1:${port}/, until Ctrl+C.`);
