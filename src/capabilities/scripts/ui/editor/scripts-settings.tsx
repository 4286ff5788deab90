import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { changeScript, createScript, listScripts, type ScriptItem } from '#scripts/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { blankStep } from './draft.ts';
import { ScriptEditor } from './script-editor.tsx';
import { templateIn } from './template.ts';

/** What the team says in calls. */
export function ScriptsSettings() {
  const { t, i18n } = useLingui();
  const [{ leitfaden }, setSearch] = useUrlSearch();
  const { data, error, refetch } = useQueryOf(listScripts, { query: { archived: 'true' } });
  const create = useMutationOf(createScript, { done: ({ id }) => setSearch({ leitfaden: id }, { keep: true }) });
  const adopt = () => create.mutate({ body: templateIn(i18n.locale === 'en' ? 'en' : 'de') });
  const begin = () => create.mutate({ body: { name: t`Neuer Leitfaden`, steps: [blankStep(t`Begrüßung`)] } });
  if (leitfaden) return <ScriptEditor onClose={() => setSearch({ leitfaden: undefined })} scriptId={leitfaden} />;

  const items = data?.items ?? [];
  const used = items.filter(({ archivedAt }) => archivedAt === null);
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  const buttons = (
    <>
      <Button icon="copy" onPress={adopt} pending={create.isPending}>{t`Vorlage übernehmen`}</Button>
      <Button icon="plus" kind="primary" onPress={begin} pending={create.isPending}>{t`Neuer Leitfaden`}</Button>
    </>
  );
  return (
    <Page actions={used.length > 0 && buttons} title={t`Leitfäden`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && used.length === 0 && (
        <EmptyState action={<span className="flex flex-wrap justify-center gap-2">{buttons}</span>} icon="message">
          <Trans>
            Ein Leitfaden steht neben dem Anruf: was man sagt, was man fragt, was man auf Einwände antwortet. Beginnen
            Sie mit der Vorlage.
          </Trans>
        </EmptyState>
      )}
      {used.length > 0 && (
        <p className="max-w-2xl pb-4 text-soft">
          <Trans>
            Er steht in der Telefonliste und beim Menschen neben dem Anruf. Ein Anruf behält die Worte, mit denen er
            begann, auch wenn Sie den Leitfaden währenddessen ändern.
          </Trans>
        </p>
      )}
      <ul>
        {used.map((item) => (
          <li className="border-t border-line py-2" key={item.id}>
            <Link className="font-medium" to={`/einstellungen/leitfaeden?leitfaden=${item.id}`}>
              {item.name}
            </Link>
            {item.about && <p className="text-soft">{item.about}</p>}
            <p className="text-sm text-faint">
              <Plural one="# Schritt" other="# Schritte" value={item.steps} />
              {' · '}
              <Plural one="# Einwandkarte" other="# Einwandkarten" value={item.cards} />
              {' · '}
              <Trans>
                geändert <RelativeTime at={item.updatedAt} />
              </Trans>
            </p>
          </li>
        ))}
      </ul>
      {archived.length > 0 && (
        <>
          <h2 className="pt-6 pb-1 font-semibold">{t`Nicht mehr verwendet`}</h2>
          <ul>
            {archived.map((item) => (
              <ArchivedLine item={item} key={item.id} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function ArchivedLine({ item }: { item: ScriptItem }) {
  const { t } = useLingui();
  const change = useMutationOf(changeScript);
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5 text-soft">
      <span className="flex-1">{item.name}</span>
      <Button
        icon="undo"
        onPress={() => change.mutate({ params: { scriptId: item.id }, body: { archived: false } })}
        pending={change.isPending}
      >{t`Wieder anbieten`}</Button>
    </li>
  );
}
