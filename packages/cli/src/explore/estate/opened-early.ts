import type { Source } from './requests.ts';
import type { Listener, Service } from './service.ts';

/** The service, with the input asked for already: it is read while whoever listens is being loaded. */
export function openedEarly(service: Service, source: Source): Service {
  const told: ((listener: Listener) => void)[] = [];
  let listener: Listener | undefined;
  const tell = (call: (to: Listener) => void): void => {
    if (listener) call(listener);
    else told.push(call);
  };
  service.ask(
    { topic: 'open', ...source },
    {
      stage: (text) => tell((to) => to.stage(text)),
      answer: (answer) => tell((to) => to.answer(answer)),
      problem: (problem) => tell((to) => to.problem(problem)),
      fault: (error) => tell((to) => to.fault(error)),
    },
  );
  return {
    ...service,
    ask(request, whoever) {
      if (request.topic !== 'open') {
        service.ask(request, whoever);
        return;
      }
      listener = whoever;
      for (const call of told.splice(0)) call(whoever);
    },
  };
}
