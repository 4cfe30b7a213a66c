// Compiled by Kotlin 2.1.0 (-java-parameters -jvm-target 17) into the classes beside it, so that the build needs no Kotlin: KotlinTypesTests.
package dev.cress.mapping.kotlin

import dev.cress.annotation.GeneratedId
import dev.cress.annotation.Id
import dev.cress.annotation.Indexed
import dev.cress.annotation.MaxLength
import dev.cress.annotation.RedisEntity
import dev.cress.annotation.StoredName
import dev.cress.annotation.Version
import java.math.BigDecimal
import java.util.UUID

enum class Size { SMALL, LARGE }

data class Mayor(@MaxLength(5) val name: String, @StoredName("y") val years: Int = 4, val deputy: Mayor? = null)

/** Some parameters have defaults: a synthetic constructor besides. */
@RedisEntity("town")
data class Town(
    @Id val id: String,
    @Indexed val isOpen: Boolean = true,
    @Indexed @StoredName("p") val population: Long,
    val size: Size? = null,
    val tags: List<String> = emptyList(),
    val mayor: Mayor?,
    val budget: BigDecimal = BigDecimal.ZERO,
    @Version val version: Long = 0,
)

/** All parameters have defaults: a constructor without parameters besides. */
@RedisEntity
data class Note(@field:Id @field:GeneratedId val id: UUID? = null, var text: String = "", @Version val version: Long? = null)
