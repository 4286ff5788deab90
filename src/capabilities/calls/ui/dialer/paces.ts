import { useLingui } from '@lingui/react/macro';

/** How long after a result the next call begins. */
export function usePaces(): { value: string; label: string }[] {
  const { t } = useLingui();
  return [
    { value: 'hand', label: t`von Hand` },
    { value: '5', label: t`nach 5 s` },
    { value: '10', label: t`nach 10 s` },
    { value: '20', label: t`nach 20 s` },
  ];
}
