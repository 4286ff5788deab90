/** What a letter needs of a person. */
export type Addressee = {
  id: string;
  name: string;
  address: Address | undefined;
};
type Address = {
  street?: string | undefined;
  houseNumber?: string | undefined;
  addition?: string | undefined;
  postalCode?: string | undefined;
  city?: string | undefined;
  country?: string | undefined;
};
export type Household = { household: string; contactIds: string[]; names: string[]; lines: string[] };

/** Where the post finds somebody; `undefined` when it does not. */
export function doorOf({ address }: Addressee): string | undefined {
  const { street, houseNumber, postalCode, city, country } = address ?? {};
  if (!street || !postalCode || !city) return undefined;
  const road = plain(`${street} ${houseNumber ?? ''}`).replace(/str(asse|\.)?(?= ?\d|$)/, 'str');
  return [country ?? '', postalCode, road.replaceAll(' ', ''), plain(address?.addition ?? '')].join(' ').trim();
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[\s,-]+/g, ' ')
    .trim();

/** Puts people who live behind one door together. `home`: the country whose name need not stand on the letter. */
export function households(people: readonly Addressee[], home: string): Household[] {
  const found = new Map<string, Household>();
  for (const person of people) {
    const door = doorOf(person);
    if (door === undefined) continue;
    const known = found.get(door);
    if (known) {
      known.contactIds.push(person.id);
      known.names.push(person.name);
    } else
      found.set(door, {
        household: door,
        contactIds: [person.id],
        names: [person.name],
        lines: linesOf(person.address ?? {}, home),
      });
  }
  return [...found.values()];
}

function linesOf({ street, houseNumber, addition, postalCode, city, country }: Address, home: string): string[] {
  const line = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');
  const abroad = country !== undefined && country !== home ? countryNames[country] : undefined;
  return [addition ?? '', line(street, houseNumber), line(postalCode, city), abroad ?? ''].filter(Boolean);
}

const countryNames: Record<string, string> = { DE: 'DEUTSCHLAND', AT: 'ÖSTERREICH', CH: 'SCHWEIZ' };

/** Two lines of names are enough for a window. */
export function addresseeLines({ names, lines }: Pick<Household, 'names' | 'lines'>): string[] {
  const [first = '', second, ...more] = [...new Set(names)];
  if (second === undefined) return [first, ...lines];
  if (more.length === 0) return [first, second, ...lines];
  return [first, `und ${more.length + 1} weitere`, ...lines];
}

export function greetingOf(names: readonly string[]): string {
  const [first = '', second, ...more] = [...new Set(names)];
  if (second === undefined) return `Guten Tag ${first},`;
  return more.length === 0 ? `Guten Tag ${first},\nguten Tag ${second},` : 'Guten Tag,';
}
