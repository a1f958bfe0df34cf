#!/usr/bin/env node
'use strict';

// Plain old JavaScript, and CommonJS whatever the package says: this file must still be understood by a Node that is too old for the rest,
// so that it can say so.
var needed = [22, 20];
var found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(`soundings needs Node ${needed.join('.')} or newer, and this is Node ${process.versions.node}`);
  process.exit(1);
}

// The clone runs its TypeScript. Below node_modules Node refuses that, and the package has JavaScript in its place.
var [place, ending] = /[\\/]node_modules[\\/]/.test(__dirname) ? ['../dist', 'js'] : ['../src', 'ts'];

import(`${place}/lean-resolution.${ending}`)
  .then(() => import(`${place}/cli.${ending}`))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
