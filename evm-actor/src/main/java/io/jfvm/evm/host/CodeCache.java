// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.crypto.Hash;
import io.jfvm.evm.interpreter.AnalysisCache;
import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.word.Word;
import io.jfvm.types.Cid;

/** Analysed code by its CID, for all invocations on all threads. */
final class CodeCache {
  /** Code held, in bytes of code: some 300 contracts of the largest size. */
  private static final long LIMIT_BYTES = 8 << 20;

  private final AnalysisCache analyses = new AnalysisCache(FevmGas.SCHEDULE, LIMIT_BYTES);

  CodeAnalysis get(Cid cid, byte[] code) {
    boolean named =
        cid.hash() == Hash.BLAKE2B_256.code()
            && cid.digestLength() == Hash.BLAKE2B_256.lengthBytes();
    return named
        ? analyses.get(Word.of(cid.digest()), code)
        : CodeAnalysis.of(code, FevmGas.SCHEDULE);
  }
}
