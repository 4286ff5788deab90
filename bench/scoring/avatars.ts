import { join } from 'node:path';
import { groupAvatars } from '#engine/avatars/group';
import { readTable } from '../../src/cli/engine-table.ts';

/** Mall customers in the published two columns, and with a third in which they run into each other. */
export async function avatars(folder: string): Promise<object> {
  const table = await readTable(join(folder, 'mall/Mall_Customers.csv'));
  const published = ['Annual Income (k$)', 'Spending Score (1-100)'];
  const told = (columns: string[]) => {
    const begun = performance.now();
    const { k, silhouette, wcss, stability, separation, labels } = groupAvatars(table, columns);
    return { k, silhouette, wcss, stability, separation, labels: labels.join(''), ms: performance.now() - begun };
  };
  const [first, again] = [told(published), told(published)];
  return {
    mall: first,
    withAge: told(['Age', ...published]),
    met: first.k === 5 && first.silhouette >= 0.5535 && first.labels === again.labels,
  };
}
