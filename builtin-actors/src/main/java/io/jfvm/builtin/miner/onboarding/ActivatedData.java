// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.proof.Piece;
import java.math.BigInteger;
import java.util.List;

/** The data of an activated sector, by how much it counts. Spaces in bytes. */
record ActivatedData(BigInteger unverifiedSpace, BigInteger verifiedSpace, List<Piece> pieces) {}
