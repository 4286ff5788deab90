import { useLingui } from '@lingui/react/macro';
import { listBookingPages } from '#meetings/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Menu, type MenuEntry } from '#web/components/menu.tsx';
import { toast } from '#web/components/toast.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

/** The pages on which people book for themselves, to hand out; and what decides about the times on them. */
export function BookingMenu() {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const open = useQueryOf(listBookingPages).data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  const copy = (address: string) =>
    void navigator.clipboard.writeText(address).then(() => toast({ message: t`Kopiert.` }));
  const to = (page: string) => () => go(pathTo.settings(page));
  const entries: MenuEntry[] = [
    ...(open.length === 0
      ? []
      : [
          {
            heading: t`Adresse kopieren`,
            entries: open.map(({ id, title, address }) => ({
              id,
              label: title,
              icon: 'copy' as const,
              run: () => copy(address),
            })),
          },
        ]),
    {
      heading: t`Einrichten`,
      entries: [
        { id: 'hours', label: t`Meine Terminzeiten`, icon: 'clock' as const, run: to('terminzeiten') },
        { id: 'calendars', label: t`Meine Kalender`, icon: 'calendar' as const, run: to('kalender') },
        ...(may('manage')
          ? [{ id: 'pages', label: t`Terminseiten`, icon: 'settings' as const, run: to('terminseiten') }]
          : []),
      ],
    },
  ];
  return (
    <Menu entries={entries} label={t`Selbst buchen lassen`}>
      <Button icon="link">{t`Selbst buchen lassen`}</Button>
    </Menu>
  );
}
