export function evidencePage(): string;
