// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.builtin.datacap.DatacapState;
import io.jfvm.builtin.market.MarketState;
import io.jfvm.builtin.power.PowerState;
import io.jfvm.builtin.reward.RewardInvariants;
import io.jfvm.builtin.reward.RewardState;
import io.jfvm.builtin.verifreg.VerifregState;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialStatesTest {
  private final MemoryBlockstore store = new MemoryBlockstore();

  private <S> void assertStands(Codec<S> codec, S state, String cid) throws DecodeException {
    assertThat(store.save(codec, state).toString()).isEqualTo(cid);
    assertThat(codec.fromBytes(codec.toBytes(state))).isEqualTo(state);
  }

  @Test
  void market() throws DecodeException {
    assertStands(
        MarketState.CODEC,
        MarketState.initial(store),
        "bafy2bzaceb3ikngdghhmbj2fxh5ovckfm7kecirnv5tef2ka6okhva6yv3pbm");
  }

  @Test
  void power() throws DecodeException {
    assertStands(
        PowerState.CODEC,
        PowerState.initial(store),
        "bafy2bzaceasliok4bbcsxu5i47crjwa4kit7uwdz6257fu2o66vqtot3trak4");
  }

  @Test
  void reward() throws DecodeException {
    RewardState state = RewardState.initial(BigInteger.ZERO);
    assertStands(
        RewardState.CODEC, state, "bafy2bzaceaslbmsgmgmfi6pn2osvqcfuqinauuyt67zifnefurhpk4zxd2fos");
    assertThat(state.thisEpochReward().atto()).isEqualTo("36266264293777134739");
    assertThat(state.thisEpochBaselinePower()).isEqualTo("2888888879999999999");
    assertThat(
            RewardInvariants.check(
                state, new ChainEpoch(-1), RewardInvariants.STORAGE_MINING_ALLOCATION))
        .isEmpty();
  }

  @Test
  void verifiedRegistry() throws DecodeException {
    assertStands(
        VerifregState.CODEC,
        VerifregState.initial(store, new ActorId(80).address()),
        "bafy2bzacea3u25p5rea2k2gs5k5ldo3jqwsfw7sra7sm4rmpdnx4snxapzgvk");
  }

  @Test
  void datacap() throws DecodeException {
    assertStands(
        DatacapState.CODEC,
        DatacapState.initial(store, ActorId.VERIFIED_REGISTRY.address()),
        "bafy2bzacedvbi5u76loih5l52kha6yuq7tz25r76lthjofph2mcocmdwbb5q4");
  }

  @Test
  void emptyCollections() {
    assertThat(EmptyCollections.map(store).toString())
        .isEqualTo("bafy2bzaceamp42wmmgr2g2ymg46euououzfyck7szknvfacqscohrvaikwfay");
    assertThat(
            Arrays.stream(new int[] {2, 3, 4, 5, 6})
                .mapToObj(width -> EmptyCollections.array(store, width).toString()))
        .containsExactly(
            "bafy2bzacebpbl7msg6mta4gjy3xmntdo6tt7wiikvctwtrkukkem5kvw5bw2i",
            "bafy2bzacedijw74yui7otvo63nfl3hdq2vdzuy7wx2tnptwed6zml4vvz7wee",
            "bafy2bzacebtuxloybdfwpzgkvvpdlkmnp4qu52omg3tkj4vqvimurdnfw3jva",
            "bafy2bzaceacu3yonapahihxmnhzuvk76yupwjmyeymd2l5n6xfs5st52shm6a",
            "bafy2bzaceaa2jny7gkgdwnid4kuldau6bnvgyss5bszo4uy6uikrncvdu5mc2");
  }
}
