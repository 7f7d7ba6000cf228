// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.types.HostException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;

/** The classes of one compiled module. Their files are let go of as they are loaded. */
final class ModuleClasses extends ClassLoader {
  private final Map<String, byte[]> classFiles;

  private ModuleClasses(Map<String, byte[]> classFiles) {
    super(ModuleClasses.class.getClassLoader());
    this.classFiles = new ConcurrentHashMap<>(classFiles);
  }

  /** What makes the machine of an instance: its main class's constructor, or the interpreter. */
  static Function<Instance, Machine> machine(CompiledModule compiled) {
    if (compiled.classes().isEmpty()) {
      return InterpreterMachine::new;
    }
    MethodHandle constructor;
    try {
      Class<?> main = new ModuleClasses(compiled.classes()).loadClass(compiled.mainClass());
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
