// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.builtin.market.DealProposal;
import io.jfvm.embed.CallTree;
import io.jfvm.embed.Vm;
import io.jfvm.examples.AbiDecoder;
import io.jfvm.examples.AbiLabels;
import io.jfvm.examples.AddressBook;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the story plays: a VM, the people, and what they have made so far, by name. */
public final class Stage {
  private final Vm vm;
  private final AddressBook book = new AddressBook();
  private final Map<String, ContractArtifact> artifacts = new LinkedHashMap<>();
  private final Map<String, Address> places = new LinkedHashMap<>();
  private final AbiLabels labels;
  private final Cron cron;
  private Optional<DealProposal> proposal = Optional.empty();

  Stage(Vm vm, String... contracts) {
    this.vm = vm;
    this.cron = new Cron(vm);
    for (String contract : contracts) {
      artifacts.put(contract, ContractArtifact.load(contract));
    }
    this.labels =
        new AbiLabels(AbiDecoder.of(artifacts.values().toArray(ContractArtifact[]::new)), book);
    for (Person person : Person.values()) {
      put(person.label(), person.address());
    }
  }

  public Vm vm() {
    return vm;
  }

  /** The deal that was offered last. */
  DealProposal proposal() {
    return proposal.orElseThrow(() -> new StoryException("no deal was offered so far"));
  }

  void remember(DealProposal offered) {
    proposal = Optional.of(offered);
  }

  /** Lets the chain go on. */
  Cron cron() {
    return cron;
  }

  /** What names the actors of the story and reads their contracts' bytes. */
  public AbiLabels labels() {
    return labels;
  }

  /** Draws traces with the story's names. */
  public CallTree callTree() {
    return CallTree.of(vm.names()).with(labels);
  }

  /** All who play, people first, in the order they came. */
  public Map<String, Address> places() {
    return Map.copyOf(places);
  }

  /** All names, people first, in the order they came. */
  public Iterable<String> names() {
    return places.keySet();
  }

  ContractArtifact artifact(String contract) {
    return artifacts.get(contract);
  }

  /** Remembers where something is. */
  void put(String name, Address address) {
    places.put(name, address);
    EthAddress.of(address).ifPresent(eth -> book.put(eth, name));
    vm.resolve(address).ifPresent(id -> book.put(id, name));
  }

  /** Looks again for the numbers of those who had none yet. */
  void refresh() {
    places.forEach((name, address) -> vm.resolve(address).ifPresent(id -> book.put(id, name)));
  }

  /**
   * Where something is.
   *
   * @throws IllegalArgumentException if there is nothing of that name yet
   */
  public Address address(String name) {
    Address address = places.get(name);
    if (address == null) {
      throw new IllegalArgumentException("nothing is called " + name + " so far");
    }
    return address;
  }

  public EthAddress eth(String name) {
    return EthAddress.of(address(name))
        .orElseThrow(() -> new IllegalArgumentException(name + " has no Ethereum address"));
  }

  public ActorId id(String name) {
    return vm.resolve(address(name))
        .orElseThrow(() -> new IllegalArgumentException(name + " is no actor yet"));
  }

  public Optional<ActorState> actor(String name) {
    return vm.actor(address(name));
  }

  /** Zero for who does not exist. */
  public TokenAmount balance(String name) {
    return actor(name).map(ActorState::balance).orElse(TokenAmount.ZERO);
  }

  /** What kind of actor it is: {@code EVM}, {@code Placeholder}; or that there is none. */
  public String kind(String name) {
    return actor(name).map(actor -> vm.names().actor(actor.code())).orElse("none");
  }
}
