import { parentPort, workerData } from 'node:worker_threads';
import { groupPeople, type GroupingTask } from './group-people.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what away.ts has put there
parentPort?.postMessage(groupPeople(workerData as GroupingTask));
