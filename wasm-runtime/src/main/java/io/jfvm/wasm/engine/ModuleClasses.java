// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.types.HostException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;

/** The classes of one compiled module. Their files are let go of as they are loaded. */
final class ModuleClasses extends ClassLoader {
  private final Map<String, byte[]> classFiles;
  private final List<String> names;
  private final String mainClass;

  /** Loads none of them yet. */
  ModuleClasses(CompiledModule compiled) {
    super(ModuleClasses.class.getClassLoader());
    this.classFiles = new ConcurrentHashMap<>(compiled.classes());
    this.names = List.copyOf(compiled.classes().keySet());
    this.mainClass = compiled.mainClass();
  }

  /** Loads, verifies and links all of them, which their first use would do otherwise. */
  void link() {
    try {
      for (String name : names) {
        Class.forName(name, true, this);
      }
    } catch (ClassNotFoundException e) {
      throw new HostException("compiled classes are incomplete", e);
    }
  }

  /** What makes the machine of an instance: its main class's constructor, or the interpreter. */
  Function<Instance, Machine> machine() {
    if (names.isEmpty()) {
      return InterpreterMachine::new;
    }
    MethodHandle constructor;
    try {
      Class<?> main = loadClass(mainClass);
      constructor =
          MethodHandles.publicLookup()
              .findConstructor(main, MethodType.methodType(void.class, Instance.class))
              .asType(MethodType.methodType(Machine.class, Instance.class));
    } catch (ReflectiveOperationException e) {
      throw new HostException("compiled classes are incomplete", e);
    }
    return instance -> make(constructor, instance);
  }

  private static Machine make(MethodHandle constructor, Instance instance) {
    try {
      return (Machine) constructor.invokeExact(instance);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new HostException("a machine cannot be made", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = classFiles.remove(name);
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, classFile, 0, classFile.length);
  }
}
