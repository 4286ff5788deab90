import { Trans, useLingui } from '@lingui/react/macro';
import type { FileFormat, ListName } from '#integrations/contract';
import { Button } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import type { ListQuery } from './list-address.ts';

/** Takes the list out as it is shown: `query` is what the list itself was asked with. */
export function ExportMenu<List extends ListName>({ list, query }: { list: List; query: ListQuery<List> }) {
  const { t } = useLingui();
  const take = async (format: FileFormat) => {
    // Fetched when somebody wants it: it knows what every list may be asked with.
    const { listAddress } = await import('./list-address.ts');
    download(listAddress(list, query, format));
  };
  return (
    <Menu
      entries={[
        { id: 'xlsx', label: 'Excel', hint: t`Datei .xlsx`, icon: 'list', run: () => void take('xlsx') },
        { id: 'csv', label: 'CSV', hint: t`öffnet sich in jedem Programm`, icon: 'note', run: () => void take('csv') },
      ]}
      label={t`Exportieren`}
    >
      <Button icon="export">
        <span className="phone:sr-only">
          <Trans>Exportieren</Trans>
        </span>
      </Button>
    </Menu>
  );
}

/** The browser fetches it by itself and shows how far it is; the page stays as it is. */
function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
