import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/**
 * A component that is fetched when it is first shown: dialogs and panels that most visits never open. Without Suspense: React holds back what arrives within
 * 300 ms of the last thing that was waited for, and of several that come one after another each waits for the ones before.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  whileItComes: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  type Fetched = { Component: ComponentType<Props> } | { error: unknown };
  let known: Fetched | undefined;
  let fetching: Promise<Fetched> | undefined;

  async function fetchIt(): Promise<Fetched> {
    try {
      return (known = { Component: await load() });
    } catch (error) {
      // Not for ever: the line may be back when it is shown the next time.
      fetching = undefined;
      return { error };
    }
  }

  return function OnDemand(props: Props) {
    const [fetched, setFetched] = useState(() => known);
    useEffect(() => {
      if (fetched) return undefined;
      let gone = false;
      void (fetching ??= fetchIt()).then((found) => gone || setFetched(found));
      return () => {
        gone = true;
      };
    }, [fetched]);
    if (!fetched) return whileItComes(props);
    if ('error' in fetched) throw fetched.error;
    return <fetched.Component {...props} />;
  };
}
