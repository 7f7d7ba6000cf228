// SPDX-License-Identifier: Apache-2.0
//
// Compiles the example contracts and writes one artifact per deployable contract. The same sources and the same
// compiler give the same bytes. Run `npm ci` first.
//
//   node compile.mjs [--sources DIR] [--out DIR]

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import solc from 'solc';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    sources: { type: 'string', default: join(here, 'src/main/solidity') },
    out: { type: 'string', default: join(here, 'src/main/resources/io/jfvm/examples/contracts') },
  },
});

const settings = {
  evmVersion: 'cancun',
  optimizer: { enabled: true, runs: 200 },
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
};

// Known and meant: transient storage (2394), selfdestruct (5159). Any other warning fails the build.
const acceptedWarnings = new Set(['2394', '5159']);

const sources = readSources(options.sources);
const output = compile(sources);
mkdirSync(options.out, { recursive: true });
let written = 0;
for (const [path, contracts] of Object.entries(output.contracts)) {
  for (const [name, contract] of Object.entries(contracts)) {
    if (isDeployable(contract) && !path.startsWith('filecoin/')) {
      writeFileSync(join(options.out, `${name}.json`), render(artifact(path, name, contract)));
      written++;
    }
  }
}
console.log(`${written} artifacts written by solc ${solc.version()}`);

/** Path within the source folder, with slashes, to text; sorted by path. */
function readSources(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sol'))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join(posix.sep))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function compile(sources) {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: {
      ...settings,
      outputSelection: { '*': { '*': ['abi', 'metadata', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const complaints = (output.errors ?? []).filter((error) => !acceptedWarnings.has(error.errorCode));
  if (complaints.length > 0) {
    console.error(complaints.map((error) => error.formattedMessage).join('\n'));
    process.exit(1);
  }
  return output;
}

/** Abstract contracts and interfaces have no bytecode. */
function isDeployable(contract) {
  return contract.evm.bytecode.object.length > 0;
}

function artifact(path, name, contract) {
  const used = Object.keys(JSON.parse(contract.metadata).sources).sort();
  return {
    contractName: name,
    sourceName: path,
    compiler: solc.version(),
    settings,
    sources: Object.fromEntries(used.map((source) => [source, sha256(sources[source])])),
    bytecode: `0x${contract.evm.bytecode.object}`,
    deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
    abi: contract.abi,
  };
}

function sha256(text) {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** JSON with one line for each field, source and ABI entry, so that a change shows as a short diff. */
function render(artifact) {
  const lines = Object.entries(artifact).map(([key, value]) => {
    if (key === 'abi') {
      return `  "abi": [\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
    }
    if (key === 'sources') {
      return `  "sources": ${JSON.stringify(value, null, 4).replace(/}$/, '  }')}`;
    }
    return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
