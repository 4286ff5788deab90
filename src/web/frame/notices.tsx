import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { downloadExport, type ExportView, listExports } from '#integrations/contract';
import { type ImportView, listImports } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { addressOf } from '#web/api.ts';
import { Dialog } from '#web/components/dialog.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay, useSession } from '#web/session.ts';

type Notice = {
  id: string;
  icon: IconName;
  words: string;
  finishedAt: string | null;
  by: string;
  to?: string;
  file?: string;
};

const seenKey = 'klinke.noticesSeen';

/** The long work of the last days: what came in, what went out, how it ended. Says at the foot when something of one's own is done. */
export function Notices({
  open,
  onClose,
  onUnseen,
}: {
  open: boolean;
  onClose: () => void;
  onUnseen: (count: number) => void;
}) {
  const { t } = useLingui();
  const { user } = useSession();
  const go = useGo();
  const { notices, pending } = useNotices();
  const told = useRef<Set<string>>(undefined);
  const finished = notices.filter(({ finishedAt }) => finishedAt !== null);
  const unseen = finished.filter(
    ({ finishedAt }) => finishedAt && finishedAt > (localStorage.getItem(seenKey) ?? ''),
  ).length;

  useEffect(() => {
    const latest = finished
      .map(({ finishedAt }) => finishedAt ?? '')
      .toSorted()
      .at(-1);
    if (open && latest) localStorage.setItem(seenKey, latest);
    onUnseen(open ? 0 : unseen);
  }, [open, unseen, onUnseen, finished]);

  useEffect(() => {
    if (pending) return;
    // What was done before one came is no news.
    const known = told.current;
    told.current = new Set(finished.map(({ id }) => id));
    const news = known && finished.find(({ id, by }) => !known.has(id) && by === user.id);
    if (!news) return;
    const { words, to, file } = news;
    const run = () => (file ? location.assign(file) : to && go(to));
    toast({ message: words, action: { label: file ? t`Herunterladen` : t`Ansehen`, run } });
  }, [pending, finished, user.id, go, t]);

  return (
    <Dialog onClose={onClose} open={open} title={t`Meldungen`} width="small">
      {pending && <Skeleton />}
      {!pending && notices.length === 0 && (
        <p className="text-soft">
          <Trans>Noch nichts. Hier steht, wenn ein Import oder ein Export fertig ist.</Trans>
        </p>
      )}
      <ul>
        {notices.map(({ id, icon, words, finishedAt, to, file }) => (
          <li className="flex items-start gap-3 border-b border-line py-2 last:border-b-0" key={id}>
            <Icon className="mt-0.5 text-faint" name={icon} />
            <span className="min-w-0 flex-1">
              {to ? (
                <Link onClick={onClose} quiet to={to}>
                  {words}
                </Link>
              ) : (
                words
              )}
              <span className="block text-sm text-faint">
                {finishedAt ? <RelativeTime at={finishedAt} /> : <Trans>läuft noch</Trans>}
                {file && (
                  <>
                    {' · '}
                    <a className="text-brass-deep underline underline-offset-2" download href={file}>
                      <Trans>Herunterladen</Trans>
                    </a>
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function useNotices(): { notices: Notice[]; pending: boolean } {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const imports = useQueryOf(listImports, { query: { limit: 8 } });
  const exports = useQueryOf(listExports, may('admin') ? {} : null);
  const ofImport = ({ id, name, state, created, updated, finishedAt, undoneAt, createdBy }: ImportView): Notice => ({
    id: `${id}${undoneAt ?? ''}`,
    icon: 'import',
    words: undoneAt
      ? t`${name} ist zurückgenommen`
      : state === 'failed'
        ? t`${name} ist gescheitert`
        : state === 'cancelled'
          ? t`${name} wurde abgebrochen`
          : finishedAt
            ? t`${name} ist eingelesen: ${format.number(created)} neu, ${format.number(updated)} aktualisiert`
            : t`${name} wird eingelesen`,
    finishedAt: undoneAt ?? finishedAt,
    by: createdBy,
    to: pathTo.import(id),
  });
  const ofExport = ({ id, state, file, finishedAt, createdBy }: ExportView): Notice => ({
    id,
    icon: 'export',
    words:
      state === 'failed' ? t`Der Export ist gescheitert` : finishedAt ? t`Der Export ist fertig` : t`Der Export läuft`,
    finishedAt,
    by: createdBy,
    ...(file && { file: addressOf(downloadExport, { params: { exportId: id } }) }),
  });
  const notices = [
    ...(imports.data?.items ?? []).filter(({ state }) => state !== 'draft').map(ofImport),
    ...(exports.data?.items ?? [])
      .filter(({ state }) => state !== 'cancelled' && state !== 'cancelling')
      .slice(0, 5)
      .map(ofExport),
  ];
  return {
    notices: notices.toSorted((a, b) => (b.finishedAt ?? '9').localeCompare(a.finishedAt ?? '9')),
    pending: imports.isPending,
  };
}
