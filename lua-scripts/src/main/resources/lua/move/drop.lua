--[[
move/drop   Remove what is kept under an id for an entity that will not leave another partition, and free its unique values. Does nothing to that of another rename, or to an entity.
KEYS    1 target     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m; not used, nor are the next two
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 expiry     zset    {ks}:x; only of a type that can expire, not used
        7 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type
        8 ways       hash    {ks}:w; the last key
ARGV    1 token      of the rename
        2 id         as in the key of the entity
CONST   attached: how many attachments the type has
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(fields + bytes); writes 1 5 7 8
]]
local target, keys = KEYS[1], KEYS
local token, id = ARGV[1], ARGV[2]
local attached -- @constants
local ways, attachments = table.remove(keys), {}
-- @if attached
for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
local kept = redis.call('HMGET', target, '\0m', '\0u')
if string.match(kept[1] or '', '^[^:]*') ~= token then return {'DONE'} end
for _, claim in ipairs(cmsgpack.unpack(kept[2])) do
  local key, entry = claim[1], claim[2] -- by its key: other programs may have the indexes in another order
  if redis.call('HGET', key, entry) == id then redis.call('HDEL', key, entry) end
end
redis.call('HDEL', ways, '<' .. id)
redis.call('UNLINK', target, unpack(attachments))
return {'DONE'}
