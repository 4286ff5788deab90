import {
  CamelCasePlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  PrimitiveValueListNode,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  ValueNode,
} from 'kysely';

/** snake_case there, camelCase here. Rows arrive named already, so that none is built twice. */
class Names extends CamelCasePlugin {
  override transformQuery(query: PluginTransformQueryArgs): RootOperationNode {
    return writtenOut(query.node) ? query.node : super.transformQuery(query);
  }

  override async transformResult<T>({ result }: { result: QueryResult<T> }): Promise<QueryResult<T>> {
    return result;
  }

  ours(column: string): string {
    return this.camelCase(column);
  }
}

/** SQL that stands there as the database reads it, with values in it and no names to change. Most of ours; going through it anew each time costs as much as sending it. */
function writtenOut(node: OperationNode): boolean {
  return RawNode.is(node) ? node.parameters.every(writtenOut) : ValueNode.is(node) || PrimitiveValueListNode.is(node);
}

export const names = new Names({ maintainNestedObjectKeys: true });
