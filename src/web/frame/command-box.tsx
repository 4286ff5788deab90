import { useLingui } from '@lingui/react/macro';
import { use, useDeferredValue, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu as AriaMenu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { search } from '#contacts/contract';
import { searchDeals } from '#deals/contract';
import { useGo } from '#web/address.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { type CommandBoxProps, focusAtOnce } from '#web/frame/command-wait.tsx';
import { useMeEntries } from '#web/frame/me-menu.tsx';
import { useNavigationEntries } from '#web/frame/navigation-entries.ts';
import { pathTo } from '#web/paths.ts';
import { formatPhone } from '#web/phone-numbers.ts';
import { ScreensContext, useSettings } from '#web/registry.ts';
import { useMay } from '#web/session.ts';

type Hit = { id: string; label: string; detail?: string; icon: IconName; keys?: string; run: () => void };

/** Finds people, companies and deals as one types, and everything that can be done from anywhere. */
export function CommandBox({ onClose, begun }: CommandBoxProps) {
  const { t } = useLingui();
  const [text, setText] = useState(begun);
  const wanted = text.trim();
  const found = useFound(useDeferredValue(wanted));
  const groups = [...found.groups, ...useCommands(wanted)];
  return (
    <ModalOverlay
      className="fixed inset-0 z-40 flex items-start justify-center bg-veil p-4 pt-[12vh] phone:p-0"
      isDismissable
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal
        className="appear w-full max-w-xl overflow-hidden rounded border border-line bg-raised shadow phone:h-dvh phone:rounded-none phone:border-0"
        data-modal
      >
        <AriaDialog
          aria-label={t`Suchen und springen`}
          className="flex max-h-[64vh] flex-col outline-none phone:max-h-dvh"
        >
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField
              aria-label={t`Suchen`}
              autoFocus
              className="flex h-12 items-center gap-3 border-b border-line px-4"
            >
              <Icon className="text-faint" name="search" size={20} />
              <Input
                className="min-w-0 flex-1 bg-transparent text-lg outline-none"
                ref={focusAtOnce}
                placeholder={t`Name, Firma, Nummer, E-Mail, Abschluss … oder was Sie tun wollen`}
              />
              <Kbd keys="Escape" />
            </SearchField>
            <AriaMenu
              aria-label={t`Treffer`}
              className="min-h-0 flex-1 overflow-y-auto p-1 outline-none"
              onAction={() => onClose()}
              renderEmptyState={() => (
                <p className="p-4 text-faint">{found.looking ? t`Suche …` : t`Dazu gibt es hier nichts.`}</p>
              )}
            >
              {groups
                .filter(({ hits }) => hits.length > 0)
                .map(({ title, hits }) => (
                  <MenuSection key={title}>
                    <Header className="px-3 pt-2 pb-1 text-xs font-medium text-faint">{title}</Header>
                    {hits.map((hit) => (
                      <MenuItem
                        className="flex min-h-9 items-center gap-3 rounded-sm px-3 outline-none data-focused:bg-hover phone:min-h-12"
                        id={hit.id}
                        key={hit.id}
                        onAction={hit.run}
                        textValue={hit.label}
                      >
                        <Icon className="text-faint" name={hit.icon} />
                        <span className="min-w-0 flex-1 truncate">
                          {hit.label}
                          {hit.detail && <span className="ml-2 text-faint">{hit.detail}</span>}
                        </span>
                        {hit.keys && <Kbd keys={hit.keys} />}
                      </MenuItem>
                    ))}
                  </MenuSection>
                ))}
            </AriaMenu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** People, companies and deals; what was found for the letters before stays until the new answer is there. */
function useFound(text: string): { groups: { title: string; hits: Hit[] }[]; looking: boolean } {
  const { t } = useLingui();
  const go = useGo();
  const answer = useQueryOf(search, text.length > 1 ? { query: { q: text, limit: 8 } } : null, { keepPrevious: true });
  const deals = useQueryOf(searchDeals, text.length > 1 ? { query: { q: text, limit: 5 } } : null, {
    keepPrevious: true,
  });
  const format = useFormat();
  const items = text.length > 1 ? (answer.data?.items ?? []) : [];
  const dealHits: Hit[] = (text.length > 1 ? (deals.data?.items ?? []) : []).map((deal) => ({
    id: deal.id,
    label: deal.title,
    detail: [
      deal.contact?.name ?? deal.company?.name,
      format.wholeMoney(deal.valueCents, deal.currency),
      { open: '', won: t`gewonnen`, lost: t`verloren` }[deal.state],
    ]
      .filter(Boolean)
      .join(' · '),
    icon: 'deal',
    run: () => go(pathTo.deal(deal.id)),
  }));
  const hits = (subject: 'contact' | 'company'): Hit[] =>
    items
      .filter((item) => item.subject === subject)
      .map(({ id, name, company, city, phone: number, email }) => ({
        id,
        label: name,
        detail: [company, city, number ? formatPhone(number) : email].filter(Boolean).join(' · '),
        icon: subject === 'contact' ? 'person' : 'company',
        run: () => go(subject === 'contact' ? pathTo.contact(id) : pathTo.company(id)),
      }));
  return {
    groups: [
      { title: t`Menschen`, hits: hits('contact') },
      { title: t`Firmen`, hits: hits('company') },
      { title: t`Abschlüsse`, hits: dealHits },
    ],
    looking: answer.isFetching || deals.isFetching,
  };
}

function useCommands(text: string): { title: string; hits: Hit[] }[] {
  const { t, i18n } = useLingui();
  const go = useGo();
  const may = useMay();
  const pages: Hit[] = useNavigationEntries().map(({ path, label, icon, key }) => ({
    id: path,
    label: i18n._(label),
    icon,
    ...(key && { keys: `g ${key}` }),
    run: () => go(path),
  }));
  const settings: Hit[] = useSettings().map(({ path, label }) => ({
    id: `settings/${path}`,
    label: i18n._(label),
    icon: 'settings',
    run: () => go(`/einstellungen/${path}`),
  }));
  const commands: Hit[] = use(ScreensContext)
    .flatMap((screens) => screens.commands ?? [])
    .filter(({ level }) => !level || may(level))
    .map(({ label, icon, keys, to }) => ({
      id: `command:${to}`,
      label: i18n._(label),
      icon,
      ...(keys && { keys }),
      run: () => go(to),
    }));
  const me: Hit[] = useMeEntries();
  const fits = (hits: Hit[]) => hits.filter((hit) => hit.label.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
  return [
    { title: t`Tun`, hits: fits(commands) },
    { title: t`Gehe zu`, hits: fits(pages) },
    { title: t`Ich`, hits: fits(me) },
    { title: t`Einstellungen`, hits: text === '' ? [] : fits(settings) },
  ];
}
