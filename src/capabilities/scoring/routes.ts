import type { Serve } from '#platform/http';
import type { ClassesWorld } from './classes/compute.ts';
import { classRoutes } from './classes/routes.ts';

export function scoringRoutes(serve: Serve<ClassesWorld>): void {
  classRoutes(serve);
}
