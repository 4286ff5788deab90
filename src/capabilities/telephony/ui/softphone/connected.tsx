import { useEffect, useState } from 'react';
import { installTelephone } from '#web/telephone.ts';
import { SoftphonePanel } from './panel.tsx';
import type { Softphone } from './softphone.ts';

/** Connects this page to the user's telephone as long as it is open. */
export function Connected({ create }: { create: () => Softphone }) {
  const [softphone] = useState(create);
  useEffect(() => {
    softphone.connect();
    installTelephone(softphone);
    return () => {
      installTelephone(undefined);
      softphone.close();
    };
  }, [softphone]);
  return <SoftphonePanel softphone={softphone} />;
}
