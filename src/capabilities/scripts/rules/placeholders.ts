export const placeholders = ['salutation', 'firstName', 'lastName', 'companyName', 'me', 'workspace'] as const;
type Placeholder = (typeof placeholders)[number];

/** Whom the words are for, and who says them. */
export type Facts = {
  name: string;
  kind: 'private' | 'business';
  salutation: string | null;
  title: string | null;
  firstName: string | null;
  lastName: string | null;
  companyName: string | null;
  me: string;
  workspace: string;
  locale: 'de' | 'en';
};

const pattern = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/** The text as it can be said aloud: where a fact is missing stands what one would say instead. What a name holds is never read as a placeholder itself. */
export function fill(text: string, facts: Facts): string {
  const words = wordsOf(facts);
  return text.replace(pattern, (whole, name: string) => (isPlaceholder(name) ? words[name] : whole));
}

/** Placeholders that nobody fills: a mistake in the script. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(pattern)].flatMap(([whole, name = '']) => (isPlaceholder(name) ? [] : [whole]));
}

function wordsOf(facts: Facts): Record<Placeholder, string> {
  const { locale, kind } = facts;
  const [salutation, title, first, last, company] = [
    facts.salutation,
    facts.title,
    facts.firstName,
    facts.lastName,
    facts.companyName,
  ].map((word) => word?.trim() ?? '');
  const polite = last ? [salutation || first, title, last].filter(Boolean).join(' ') : facts.name;
  const theirs = {
    de: { business: 'Ihr Unternehmen', private: 'Ihr Haushalt' },
    en: { business: 'your company', private: 'your household' },
  };
  return {
    salutation: polite,
    firstName: first || polite,
    lastName: last || facts.name,
    companyName: company || theirs[locale][kind],
    me: facts.me,
    workspace: facts.workspace,
  };
}

function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((one) => one === name);
}
