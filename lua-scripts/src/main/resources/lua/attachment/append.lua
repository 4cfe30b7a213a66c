--[[
attachment/append   Add bytes to the end of those of an entity that is stored, or refuse where they would be too many. The entity is not changed: no version, no event.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 bytes      string  {ks}:b:<name>:<id>
ARGV    1 epoch      of the layout that the client works with
        2 most       bytes that there may be
        3 more       what is added
REPLY   {"APPENDED", length} | {"FULL", length} | {"MISSING"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(1), amortized; writes 3
]]
-- @include fragment/read_hash
-- @include fragment/refused
-- @include fragment/no_owner
local entity, meta, bytes = KEYS[1], KEYS[2], KEYS[3]
local epoch, most, more = ARGV[1], tonumber(ARGV[2]), ARGV[3]

-- The idempotency token is wrapper/once.
if not most or not more then return redis.error_reply('FW_ARGUMENT no number or no bytes') end
local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local nobody = no_owner(entity)
if nobody then return nobody end
local length = redis.pcall('STRLEN', bytes)
if type(length) == 'table' then return refused(bytes, length) end
if length + #more > most then return {'FULL', string.format('%.0f', length)} end

if #more > 0 then length = redis.call('APPEND', bytes, more) end
return {'APPENDED', string.format('%.0f', length)}
