import type { Sort } from '#web/components/table/table.tsx';

export function sortOf(sort: string): Sort {
  return { by: sort.replace(/^-/, ''), down: sort.startsWith('-') };
}
