#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Compiles the example actors written in C. Needs clang and lld with the wasm32 target (Debian: apt install clang lld);
# the committed modules are made by version 14. No C library: fvm.h and cbor.h are all there is.
#
#   ./compile-wasm.sh [OUT]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/src/main/resources/io/jfvm/examples/actors}
mkdir -p "$out"

# -mcpu=mvp keeps away what the network does not admit (newer compilers would use reference types and multi-value);
# the stack first in memory makes its overflow a trap instead of a change to data.
for actor in ledger courier; do
  clang --target=wasm32-unknown-unknown -mcpu=mvp -std=c17 -Oz -ffreestanding -fno-builtin -nostdlib \
    -Wall -Wextra -Werror \
    -Wl,--no-entry -Wl,--strip-all -Wl,--stack-first -Wl,-z,stack-size=16384 \
    -o "$out/$actor.wasm" "$here/src/main/wasm/$actor.c"
done
