--[[
attachment/clear   Remove what an entity has in a list or bytes, all of it. The entity is not changed: no version, no event.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 attached   stream  {ks}:q:<name>:<id>; or string {ks}:b:<name>:<id>
ARGV    1 epoch      of the layout that the client works with
REPLY   {"CLEARED", keys} | {"MISSING"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
FLAGS   allow-oom
COST    O(1); writes 3
]]
-- @include fragment/read_hash
-- @include fragment/no_owner
local entity, meta, attached = KEYS[1], KEYS[2], KEYS[3]
local epoch = ARGV[1]

-- The idempotency token is wrapper/once.
local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local nobody = no_owner(entity)
if nobody then return nobody end

return {'CLEARED', string.format('%.0f', redis.call('UNLINK', attached))}
