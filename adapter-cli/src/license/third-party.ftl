What reconcile.jar holds of others, each library with its version, its licences and where it comes from, its source code too.
Of several licences any may be chosen. The texts that they ask to go along are META-INF/LICENSE, META-INF/LICENSE.txt and META-INF/licenses,
their notices META-INF/NOTICE. The licence of reconcile itself is META-INF/LICENSE-reconcile.

<#list dependencyMap as e>
<#assign library = e.getKey()>
${library.groupId}:${library.artifactId}:${library.version} | ${e.getValue()?join(" or ")} | ${library.url!"-"}
</#list>

Within some of them there is more: the PostgreSQL server in embedded-postgres-binaries, under the PostgreSQL Licence, with the libraries
that it needs; the SCRAM and stringprep libraries of OnGres in the PostgreSQL JDBC driver, under BSD-2-Clause.
