import { useLingui } from '@lingui/react/macro';
import { type Finding, type PlainField, type RunProblem, titleOf } from '#audiences/contract';
import { useFormat } from '#web/format.ts';

/** What people call the fields, their values and what was found in them. */
export function useAudienceWords() {
  const { t } = useLingui();
  const format = useFormat();
  const names: Record<PlainField, string> = {
    kind: t`Privat oder geschäftlich`,
    region: t`Gegend`,
    city: t`Ort`,
    industry: t`Branche`,
    jobTitle: t`Funktion`,
    source: t`Herkunft`,
    product: t`Produkt`,
    value: t`Wert`,
    daysToEnd: t`Tage bis zum Ende`,
    lossReason: t`Verlustgrund`,
  };
  const nameOf = (field: string): string => titleOf(field) ?? names[field as PlainField] ?? field;

  const choiceOf = (field: string, choice: string): string => {
    if (field === 'kind') return choice === 'private' ? t`Privatleute` : t`Geschäftlich`;
    return choice === 'anderes' ? t`anderes` : choice;
  };
  const amountOf = (field: string, value: number): string => {
    if (field === 'value') return format.wholeMoney(Math.round(value) * 100);
    if (field === 'daysToEnd') return t`${format.number(Math.round(value))} Tage`;
    return format.number(Math.round(value * 10) / 10);
  };
  /** Of one person. */
  const valueOf = (field: string, value: string): string =>
    field === 'value' || field === 'daysToEnd' ? amountOf(field, Number(value)) : choiceOf(field, value);

  /** What is so about the group: "Herkunft Empfehlung", "Wert höher". */
  const headOf = (finding: Finding): string => {
    const name = nameOf(finding.field);
    if (finding.kind === 'middle') return t`${name} in der Mitte`;
    if (finding.kind === 'mean') return finding.own > finding.others ? t`${name} höher` : t`${name} niedriger`;
    const choice = choiceOf(finding.field, finding.choice);
    const what = finding.field === 'kind' ? choice : `${name} ${choice}`;
    return finding.own > finding.others ? what : t`selten ${what}`;
  };
  const tailOf = (finding: Finding): string => {
    if (finding.kind === 'middle') {
      const [from, to] = [amountOf(finding.field, finding.from), amountOf(finding.field, finding.to)];
      return t`meist ${from} bis ${to}, sonst weit gestreut`;
    }
    if (finding.kind === 'mean') {
      const [own, others] = [amountOf(finding.field, finding.own), amountOf(finding.field, finding.others)];
      return t`im Mittel ${own}, sonst ${others}`;
    }
    const [own, others] = [format.percent(finding.own), format.percent(finding.others)];
    return t`${own}, sonst ${others}`;
  };

  const problems: Record<RunProblem, string> = {
    too_few: t`Dafür gibt es noch zu wenige Kunden.`,
    nothing_apart: t`In diesen Angaben sind alle gleich: Es gibt nichts, wonach sich Gruppen bilden ließen. Nehmen Sie andere dazu.`,
    failed: t`Die Berechnung ist gescheitert. Bitte versuchen Sie es mit weniger Angaben.`,
  };
  const avatarName = (name: string | null, number: number | null): string =>
    name ?? (number === null ? t`Ohne Namen` : t`Gruppe ${number}`);
  return { nameOf, valueOf, amountOf, headOf, tailOf, problems, avatarName };
}
