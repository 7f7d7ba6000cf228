// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to values and back: DAG-CBOR heads, varints, multibase text. Knows nothing of Filecoin's
 * types.
 *
 * <p>Start reading at {@link io.jfvm.encoding.Codec}; {@link io.jfvm.encoding.CborReader} says how
 * lenient consensus decoding is. Imported by every other package, imports none.
 */
package io.jfvm.encoding;
