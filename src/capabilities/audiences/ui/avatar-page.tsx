import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type AvatarView, getAvatar, lookThroughAvatar } from '#audiences/contract';
import { useParam } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { MissingNote, Note, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { AvatarDrawing } from './avatar-drawing.tsx';
import { AvatarPeople } from './avatar-people.tsx';
import { AvatarPicture } from './avatar-picture.tsx';
import { FindingTable } from './finding-table.tsx';
import { useAudienceWords } from './words.ts';

/** One kind of customer: left what people say of it, right what is really there. */
export function AvatarPage() {
  const { t } = useLingui();
  const avatarId = useParam('avatarId');
  const { avatarName } = useAudienceWords();
  const { data: avatar, error, refetch } = useQueryOf(getAvatar, { params: { avatarId } });
  const name = avatar ? avatarName(avatar.name, avatar.number) : t`Kundenavatar`;
  return (
    <Page
      actions={
        avatar && (
          <Button icon="file" onPress={() => print()}>
            {t`Drucken`}
          </Button>
        )
      }
      title={
        <span className="flex items-center gap-2.5">
          <AvatarPicture avatar={avatar} size="small" />
          <span className="truncate">{name}</span>
        </span>
      }
      windowTitle={name}
    >
      {error && (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={`${pathTo.audiences()}?tab=won`}>{t`Alle Kundenavatare`}</Link>}
        />
      )}
      {!avatar && !error && <Skeleton lines={8} />}
      {avatar && (
        <div className="flex max-w-6xl flex-col gap-4">
          {avatar.changed && <ChangedNote avatar={avatar} />}
          <div className="grid grid-cols-2 gap-x-8 gap-y-4 max-[60rem]:grid-cols-1 print:grid-cols-2">
            <div>
              <AvatarDrawing avatar={avatar} />
            </div>
            <div>
              <Computed avatar={avatar} />
            </div>
          </div>
          {/* What hangs on the wall shows the kind, not who is like it. */}
          <div className="print:hidden">
            <AvatarPeople avatar={avatar} />
          </div>
        </div>
      )}
    </Page>
  );
}

/** Whoever drew saw other numbers. */
function ChangedNote({ avatar }: { avatar: AvatarView }) {
  const { t } = useLingui();
  const may = useMay();
  const look = useMutationOf(lookThroughAvatar);
  return (
    <Note
      action={
        may('write') && (
          <Button
            onPress={() => look.mutate({ params: { avatarId: avatar.id } })}
            pending={look.isPending}
          >{t`Passt noch`}</Button>
        )
      }
      kind="careful"
    >
      <Trans>Die Zahlen haben sich geändert, seit jemand diesen Avatar gezeichnet hat. Stimmt das Bild noch?</Trans>
    </Note>
  );
}

/** What is really there; nobody writes here. */
function Computed({ avatar }: { avatar: AvatarView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { size, findings, figures, run, outcome } = avatar;
  if (!run)
    return (
      <Section title={t`Was wirklich da ist`}>
        <Note>
          <Trans>Die neueste Berechnung kennt keine Gruppe mehr, die diesem Avatar gleicht.</Trans>
        </Note>
      </Section>
    );
  const all = run.customers ?? 0;
  return (
    <Section
      hint={
        <Trans>
          Berechnet am {format.dateTime(run.finishedAt ?? run.askedAt)} aus {all} Kunden. Hier schreibt niemand hinein.
        </Trans>
      }
      title={t`Was wirklich da ist`}
    >
      <FindingTable findings={findings} />
      <div className="pt-3">
        <Facts>
          <Fact name={t`Kunden`}>
            {format.number(size)} ({format.percent(all === 0 ? 0 : size / all)})
          </Fact>
          {figures.valueCents !== null && (
            <Fact name={outcome === 'won' ? t`Wert im Mittel` : t`Wäre wert gewesen`}>
              <Money cents={figures.valueCents} whole />
            </Fact>
          )}
          {figures.days !== null && (
            <Fact name={outcome === 'won' ? t`Bis zum Ja` : t`Bis zum Nein`}>
              <Plural one="meist etwa # Tag" other="meist etwa # Tage" value={Math.round(figures.days)} />
            </Fact>
          )}
          <ChannelFacts channels={figures.channels} />
        </Facts>
      </div>
    </Section>
  );
}

function ChannelFacts({ channels }: { channels: AvatarView['figures']['channels'] }) {
  const { t } = useLingui();
  const names = { phone: t`Anrufe angenommen`, video: t`Videotermine gehalten`, place: t`Termine vor Ort gehalten` };
  return channels.map(({ channel, reached, tried }) => (
    <Fact key={channel} name={names[channel]}>
      <Trans>
        {reached} von {tried}
      </Trans>
    </Fact>
  ));
}
