import formats from 'virtual:phone-formats';

/** Writes +495611234567 as +49 561 1234567; numbers of rarer countries stand as they are. */
export function formatPhone(e164: string): string {
  let written = known.get(e164);
  if (written === undefined) {
    written = grouped(e164) ?? e164;
    known.set(e164, written);
  }
  return written;
}

const known = new Map<string, string>();
const countries = formats.map(([code, rules]) => ({
  code: `+${code}`,
  rules: rules.map(([pattern, format, leading]) => ({
    pattern: new RegExp(`^(?:${pattern})$`),
    leading: new RegExp(`^(?:${leading})`),
    format,
  })),
}));

function grouped(e164: string): string | undefined {
  const country = countries.find(({ code }) => e164.startsWith(code));
  if (!country) return undefined;
  const national = e164.slice(country.code.length);
  const rule = country.rules.find(({ leading, pattern }) => leading.test(national) && pattern.test(national));
  return rule && `${country.code} ${national.replace(rule.pattern, rule.format)}`;
}
