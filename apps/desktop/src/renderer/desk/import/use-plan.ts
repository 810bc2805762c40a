import type { ImportPlanInput, ProblemError } from '@copydesk/shared/api';
import type { ImportPlan } from '@copydesk/shared/article';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBridge } from '../../bridge/index.ts';

export interface PlanState {
  readonly plan: ImportPlan | undefined;
  readonly error: ProblemError | null;
  /** True while the newest choice is being worked out; the plan shown is then the one before. */
  readonly isPending: boolean;
}

/** What the file would become with the changes made so far; null: no file yet. Makes nothing. */
export function usePlan(input: ImportPlanInput | null): PlanState {
  const bridge = useBridge();
  const query = useQuery<ImportPlan | null, ProblemError>({
    queryKey: ['local', 'planImport', input],
    queryFn: () => (input === null ? null : bridge.localCall('planImport', input)),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    plan: query.data ?? undefined,
    error: query.error,
    isPending: query.isFetching,
  };
}
