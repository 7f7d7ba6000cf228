// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import io.jfvm.builtin.policy.Policy;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The official bundles of built-in actors: which code is which actor. Networks differ in nothing
 * but constants compiled into the code, and so in every CID but one.
 *
 * <p>Source: lotus {@code build/builtin_actors_gen.go}, builtin-actors v18.0.0.
 */
public enum BundleManifest {
  /** Mainnet. */
  V18_MAINNET(
      Policy.MAINNET,
      """
      system bafk2bzaceb6wbrd6oqnplfdawnu6n27gwwajtfj4xjq3k54uq77ynniniyzce
      init bafk2bzacedrpq4kw6x7cq72w4g4fw56wj6ml4b3doeay6jyivm4dhkxijbe62
      cron bafk2bzaceakrzoywbqj4wrjyo33azrpozkn2rwb7qidfmsda42zpyqmiohn7o
      account bafk2bzacebt5o43hdveql4tqrnr7bg62by3d336ddsfl3l72xedhlsrbe6nia
      storagepower bafk2bzaced6wh6odb572jjegr6vxoukzfblp7vogipaub5rsljbpo5mo35a5i
      storageminer bafk2bzacead23tnh3ywx2cwudftngssfjgptsvr3nao7xv6mcfot7gvju4bak
      storagemarket bafk2bzacedddzlqirkt63auacz4eogkswfjhbayc4mlrsvsxix4kbnj22mjmy
      paymentchannel bafk2bzacebuw6l22xfht4gv4q5ltk66sy6ibp6ou63wvy6zaiyzievu3cl4v2
      multisig bafk2bzacecgyiuanstjcdo43xkax274hmyyfiw7ju44uvcyreayonp7r3fmls
      reward bafk2bzacec53jz3itt55424ebyn2ea3rc62zvyyrnscx3gkv4ulw2hholxiii
      verifiedregistry bafk2bzacebnep6ruikyegl6jo6jdd7dmrk2vrk4xmywoq2g6ps5tmvutu3zbe
      datacap bafk2bzacedc2r4rf2cnofn5zhnxawhkn445hqgiptfsd4746ejnkmga4uz2ze
      placeholder bafk2bzacedfvut2myeleyq67fljcrw4kkmn5pb5dpyozovj7jpoez5irnc3ro
      evm bafk2bzacea57ib7fosqleehx5z6uvockk3xk5wqycmge5m4rfq4ptr7xrkfsi
      eam bafk2bzacec4bwptvkfvc22s2pqm4zdv77aorypuykq33dwlbmguc5tlpsuexw
      ethaccount bafk2bzacecb3ebhbvmyaf5lhvdolndxfckuoxugs6hswoapxwacye7hax75ou
      """),

  /** The calibration test network. */
  V18_CALIBRATION(
      Policy.CALIBRATION,
      """
      system bafk2bzacecq366vuipuunlityjeaj7q7iexemcpkv7b5netouxcow4qr4cr6c
      init bafk2bzaceckaapwi22d56nqlnieqapwaqmicv7oqtbuowa4vfrckqr465eank
      cron bafk2bzacea6qt5zk7n6z3xg3mn6rbd54ijnzqkz7mdt4vinjclylgp44unau6
      account bafk2bzaceaaekrmq3cqnzokwmuksgr7vqgslpm67blh3fhj4cwgnk5vgoksam
      storagepower bafk2bzacec44gnb4mttxdquf4v565figj5l4oquggy5eoftwgdvvsmeeqhtnu
      storageminer bafk2bzacedmjs2a62u5isgkewjaik6zxq3obrowalnb2vvkmipomro2rvesh2
      storagemarket bafk2bzaceabzd7bytvpvamtunoqsbjlhhtu52vrshvel4hc4i7p52qkzuuubk
      paymentchannel bafk2bzacecycr25bi4fqwpkrkyiarch3qlhakt6l5linxrs4vpjzv5a3a55rg
      multisig bafk2bzacechrsbw65ojbktr63swju5g7275fl3lxminrz7damr4me6wq6fjxm
      reward bafk2bzacebr7cct7gottmvpd4ye5av5rbeoqhhlniyizu3tdoia2v3jzgzib2
      verifiedregistry bafk2bzaceb6slpid3f7miqz6kylytd2azlngbce2jsa7p2cos3ejnixxat5cu
      datacap bafk2bzaced6f3eomhaanxsrgwxp7oienjh7baramvz42kw5swszcpo44gay5m
      placeholder bafk2bzacedfvut2myeleyq67fljcrw4kkmn5pb5dpyozovj7jpoez5irnc3ro
      evm bafk2bzaceb63lj5qyx6hrtagl4mlqla6rb2ligpeglurhfvn2avubim62oyxc
      eam bafk2bzacedwo54emfh7xdayrnojvbighqdwvqcmaatovcnvfm3b3oouwpdzi6
      ethaccount bafk2bzaceduuafkwihklhnrwrcjvembs2t24mayoy54dy4pw65tnozzqikdbs
      """),

  /** A local network with sectors of 2 KiB and 8 MiB. */
  V18_DEVNET(
      Policy.DEVNET,
      """
      system bafk2bzacedced5maxljwmavukjvtnmknpzoullfcwk3upaz5x5hvvdl2pk24e
      init bafk2bzaced23vlf6nemlulavy2ouxuvudxe3jbu4klc74tcgruafrqu2fnt3c
      cron bafk2bzacedrv5m6tczd6dz6ly3zmenkljnokovduvgkbmgxvsawbalerciieg
      account bafk2bzacedpmhtrp2kdjoga2phrbi3f7z7wn25s3tluxoagcu7hsg2ppktxbw
      storagepower bafk2bzacebydegz3ap6xgejojdu3usfddhyrj476f25ooahgcqko6d7djynas
      storageminer bafk2bzacedhvcxgdz2w75izwa5s5dwvsrxsnzkjcbpbresziyrrjrsvjzwvxe
      storagemarket bafk2bzacecjrg6jueodndhwtkaa3n2v2tkjakmzu4c57hrhg5ige4d4kjggcg
      paymentchannel bafk2bzacecf3jaqzs757hmyxpthnj7vaxr2z6h5v6yubptvqasgabxiubeoim
      multisig bafk2bzacecquc4zxikmjfwsiyzx4tbxlsvauf53c7spf3hdz6jwmkczyqwbrg
      reward bafk2bzacedchalmz2omgitfunbqg5opzcvrlvju77k6dr5zt2poyy7jjzkvwa
      verifiedregistry bafk2bzaceccqnqgyehy72nkmujvpyibikslvpyxfhpqivzjmbkmdbme5xzm2u
      datacap bafk2bzaceamho7atkl2a7c3m3t24v6tf3wzceaewp3ph6rjmwza3xdy3gmqb6
      placeholder bafk2bzacedfvut2myeleyq67fljcrw4kkmn5pb5dpyozovj7jpoez5irnc3ro
      evm bafk2bzacec273j42hyrcaeqms6xuuezkozjhptmyniwtr7y4jzjdoflccn2is
      eam bafk2bzaceaxpy4ilqlibpgytnt5ucmju2ooi3bqwca6dngwy6hlzmshyjpafw
      ethaccount bafk2bzacedsbwrrjywdmxeluuzwfhmam2jmrm6ivj72ggw6qaijcx7ilw5fvk
      """),

  /** A local network whose actors accept any proof. */
  V18_TESTING_FAKE_PROOFS(
      Policy.TESTING_FAKE_PROOFS,
      """
      system bafk2bzaceboflgwz425do6punhi4rdeqryc7vf7bf4cjabivzyieki5jqnc3i
      init bafk2bzacecvhl2ub56olwpxkfn466mllt4rlzcpwfjwo24m72myq4rmsmp3jm
      cron bafk2bzaceaj2gxrxect3osfwralk7ndhz3rzy7ybz3rlxdnqmgfjm7o47n7sm
      account bafk2bzaceb7qdzbji4msh3tyi3hqylly3ao77svv2243sjzwssfxo6dzdhxmc
      storagepower bafk2bzacebfp3mye2ic3gzmqfsipwci5jekkzbud5tdqb47gvwqhucd6nlnkk
      storageminer bafk2bzacec6cdq46pwy6rh27qfpvlkuzde3ux7eid52hwk5y3hsiemzb4ll4i
      storagemarket bafk2bzacecp7lzrz7uvvn7jhi3frgq2xbd3fc2zlk2xrrqkdcpnp4iibwkdr4
      paymentchannel bafk2bzacebt2bhrmo55gkdeyil5bdmy5xo2i6ga4uyvriw7yiqsslro6gpco2
      multisig bafk2bzacedw4b7bw5yhfzuvdgut4hglzsshhlq2ab4vm7pafmgechgdsqh2uo
      reward bafk2bzaceadirgwrviw62skqu32xp4ddozk44gmkb7jh4fas6ppzg2edzpguo
      verifiedregistry bafk2bzacebdwdxvflbvdroevz6jwfr62jffxyi4xdrw6ezirgatqqa3sd2vbc
      datacap bafk2bzacedir2w4opuf2nflnrlb7cfaqgjzldgr4qdyjli775s2wpr2cp32hi
      placeholder bafk2bzacedfvut2myeleyq67fljcrw4kkmn5pb5dpyozovj7jpoez5irnc3ro
      evm bafk2bzacedbb2edt6kzzlochq4xahrffxnshghiwfa45xfyi6nfcvjojso5lc
      eam bafk2bzacebz2jhqgfkzetygd5lqflcc5gm2dtmvcduq4khcgeyem5c4fcsn4y
      ethaccount bafk2bzaceaje5z7bxpbjo2befurw4rrsrhlwfnj7ps45tzshwcczha74cizno
      """);

  private final Policy policy;
  private final Manifest manifest;

  BundleManifest(Policy policy, String table) {
    this.policy = policy;
    this.manifest = parse(table);
  }

  /** The bundle that has exactly these actors, if it is one of ours. */
  public static Optional<BundleManifest> of(Manifest manifest) {
    return Stream.of(values())
        .filter(bundle -> bundle.manifest.entries().equals(manifest.entries()))
        .findFirst();
  }

  /** What is compiled into its actors. */
  public Policy policy() {
    return policy;
  }

  public Manifest manifest() {
    return manifest;
  }

  public Cid codeOf(ActorType type) {
    return manifest.codeOf(type);
  }

  /** The CID of the list of names and codes, which System's state links to. */
  public Cid dataCid() {
    return Cid.ofDagCbor(Manifest.DATA_CODEC.toBytes(manifest.entries()));
  }

  /** The CID of the bundle's root block, by which networks name the bundle. */
  public Cid cid() {
    return Cid.ofDagCbor(Manifest.bundleRoot(dataCid()));
  }

  /** Keeps the list of names and codes. Returns {@link #dataCid}. */
  public Cid save(Blockstore store) {
    return store.save(Manifest.DATA_CODEC, manifest.entries());
  }

  private static Manifest parse(String table) {
    List<Manifest.Entry> entries = Stream.of(table.split("\n")).map(BundleManifest::entry).toList();
    try {
      return Manifest.of(entries);
    } catch (DecodeException e) {
      throw new HostException("our own table of actors", e);
    }
  }

  private static Manifest.Entry entry(String row) {
    int space = row.indexOf(' ');
    try {
      return new Manifest.Entry(row.substring(0, space), Cid.parse(row.substring(space + 1)));
    } catch (DecodeException e) {
      throw new HostException("our own table of actors: " + row, e);
    }
  }
}
