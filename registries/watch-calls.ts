/** Stands around each call of a system and sees how it ends; it changes neither answer nor error. */
export type WatchCall = <T>(call: () => Promise<T>) => Promise<T>;

/** The same port, with every call of its methods under watch. Whatever is no method passes as it is. */
export function watchCalls<Port extends object>(port: Port, watch: WatchCall): Port {
  return new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (...asked: unknown[]) => watch(async () => (await Reflect.apply(member, target, asked)) as unknown) : member;
    },
  });
}
