import type { Resource } from './resource.ts';

/** Resource instances by what references and mappings ask for. */
export interface ResourceIndex {
  readonly all: readonly Resource[];
  ofType(type: string): readonly Resource[];
  instances(mode: Resource['mode'], module: string, type: string, name: string): readonly Resource[];
  inModule(module: string, type: string): readonly Resource[];
  /** The instances of a called module, whatever their keys. */
  modules(call: string): readonly string[];
  byAddress(address: string): Resource | undefined;
}

export function resourceIndex(all: readonly Resource[]): ResourceIndex {
  const [byType, byName, byModule] = [grouping(), grouping(), grouping()];
  const byAddress = new Map<string, Resource>();
  const modules = new Map<string, Set<string>>();
  const places = new Set<string>();
  for (const resource of all) {
    const { mode, module, type, name } = resource;
    add(byType, type, resource);
    add(byName, [mode, module, type, name].join('\n'), resource);
    if (mode === 'managed') add(byModule, [module, type].join('\n'), resource);
    byAddress.set(resource.address, resource);
    places.add(module);
  }
  for (const place of places) addModules(modules, place);
  return {
    all,
    ofType: (type) => byType.get(type) ?? [],
    instances: (mode, module, type, name) => byName.get([mode, module, type, name].join('\n')) ?? [],
    inModule: (module, type) => byModule.get([module, type].join('\n')) ?? [],
    modules: (call) => [...(modules.get(call) ?? [])],
    byAddress: (address) => byAddress.get(address),
  };
}

const CALL = /module\.[^.[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g;

/** A module that holds nothing but modules is there too. */
function addModules(modules: Map<string, Set<string>>, place: string): void {
  for (const match of place.matchAll(CALL)) {
    const own = place.slice(0, match.index + match[0].length);
    const call = own.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '');
    const known = modules.get(call);
    if (known) known.add(own);
    else modules.set(call, new Set([own]));
  }
}

type Grouping = Map<string, Resource[]>;

function grouping(): Grouping {
  return new Map();
}

function add(to: Grouping, key: string, resource: Resource): void {
  const known = to.get(key);
  if (known) known.push(resource);
  else to.set(key, [resource]);
}
