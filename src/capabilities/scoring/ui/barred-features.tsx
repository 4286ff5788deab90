import { Trans, useLingui } from '@lingui/react/macro';
import { barFeatures } from '#scoring/contract';
import { Checkbox } from '#web/components/checkbox.tsx';
import { Section } from '#web/components/page.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { featureWords } from './words.ts';

/** The owner's word on what no score may be made of. */
export function BarredFeatures({ barred, objectors }: { barred: readonly string[]; objectors: number }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const may = useMay();
  const bar = useMutationOf(barFeatures);
  const set = (name: string, used: boolean) =>
    bar.mutate({ body: { features: used ? barred.filter((one) => one !== name) : [...barred, name] } });
  return (
    <Section
      hint={
        <Trans>
          Was nicht angehakt ist, benutzt keine Bewertung. Ein Modell, das damit gelernt wurde, endet sofort, und ein
          neues wird ohne gelernt. Name, Anrede, Geburtstag und wer im Team zuständig ist, sind nie dabei.
        </Trans>
      }
      title={t`Woraus gelernt werden darf`}
    >
      <div className="grid max-w-3xl grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-6 gap-y-1">
        {Object.entries(featureWords).map(([name, word]) => (
          <Checkbox
            checked={!barred.includes(name)}
            disabled={!may('owner') || bar.isPending}
            key={name}
            label={i18n._(word)}
            onChange={(used) => set(name, used)}
          />
        ))}
      </div>
      {objectors > 0 && (
        <p className="pt-2 text-soft">
          <Trans>
            Menschen, die der Bewertung widersprochen haben: {format.number(objectors)}. Für sie gilt nichts davon.
          </Trans>
        </p>
      )}
    </Section>
  );
}
