/**
 * Preloaded by `NODE_OPTIONS=--require`: writes a line to the file `REQUESTS` for everything that reaches for the network in this
 * process, its threads and the processes it starts. It watches the handles under all of Node's ways there (net, http, fetch, dns,
 * dgram), so that a request whose error is swallowed is seen all the same. Native code with sockets of its own is not.
 */
const { createHook } = require("node:async_hooks");
const { appendFileSync } = require("node:fs");

const NETWORK = new Set([
  "TCPCONNECTWRAP",
  "TCPSERVERWRAP",
  "UDPWRAP",
  "GETADDRINFOREQWRAP",
  "GETNAMEINFOREQWRAP",
  "QUERYWRAP",
]);

const file = process.env.REQUESTS;
if (file === undefined) throw new Error("REQUESTS names no file");
createHook({
  init(_, type) {
    if (NETWORK.has(type)) appendFileSync(file, `${type}\n`);
  },
}).enable();
