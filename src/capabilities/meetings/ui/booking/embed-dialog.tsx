import { Trans, useLingui } from '@lingui/react/macro';
import type { BookingPageView } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { Note } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';

/** What to put into one's own website: a link, or the page itself in a frame. Neither needs a script. */
export function EmbedDialog({ page, onClose }: { page: BookingPageView; onClose: () => void }) {
  const { t } = useLingui();
  const { address, title, embedSites } = page;
  const sites = embedSites.join(', ');
  const name = plain(title);
  const link = `<a href="${address}">${name}</a>`;
  const frame = `<iframe src="${address}" title="${name}" loading="lazy" style="width: 100%; height: 900px; border: 0"></iframe>`;
  return (
    <Dialog onClose={onClose} open title={t`„${title}“ einbetten`}>
      <div className="flex flex-col gap-4">
        <Snippet code={link} label={t`Als Link`} />
        <Snippet code={frame} label={t`Als Rahmen in Ihrer Website`} />
        {embedSites.length === 0 ? (
          <Note kind="careful">
            <Trans>
              Noch darf keine Website die Seite in einem Rahmen zeigen. Tragen Sie Ihre ein: „Ändern“, ganz unten.
            </Trans>
          </Note>
        ) : (
          <p className="text-sm text-soft">
            <Trans>In einem Rahmen zeigen sie: {sites}</Trans>
          </p>
        )}
      </div>
    </Dialog>
  );
}

const plain = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function Snippet({ label, code }: { label: string; code: string }) {
  const { t } = useLingui();
  const copy = () => void navigator.clipboard.writeText(code).then(() => toast({ message: t`Kopiert.` }));
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-medium">{label}</h3>
      <pre className="overflow-x-auto rounded border border-line bg-sunken p-2 text-sm break-all whitespace-pre-wrap">
        {code}
      </pre>
      <span>
        <Button icon="copy" onPress={copy}>{t`Kopieren`}</Button>
      </span>
    </section>
  );
}
