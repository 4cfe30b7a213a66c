--[[
move/stage   Keep everything that is stored of an entity of another partition under the id that it is to get, where it is no entity yet: nobody else gets that id or its unique values. Sent once: never send it again.
KEYS    1 target     hash    {ks}:e:<new id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v; not used, nor is the next one
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 expiry     zset    {ks}:x; only of a type that can expire
        7 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type
        8 outcome    string  {ks}:k:<write id, or token of the rename>:<new id>
        9 ways       hash    {ks}:w; the last key
ARGV    1 epoch      of the layout that the client works with
        2 mark       token, ":" and id of the entity
        3 id         the new one
        4 life       as of a save; "" keeps it
        5 write_id   names the rename in events; "" for none
        6 handed     the values that are unique in all partitions with the tokens of their reservations, in the form of the client; "" to be told the values
        7 fields     how many follow
        8 text...    name and value of each field, then dump of each attachment
CONST   names, forms, types, fields, tuples, paths, folds, temporal, lives, claims: as of entity/save; attached: how many attachments the type has; noted: as of entity/save
REPLY   {"STAGED"} | {"TOLD", reply...} of an earlier rename of the write id | {"RESERVE", index, entry...} | {"EXISTS", version} | {"ARRIVING"} | {"UNIQUE", key, holder} | {"EPOCH", actual} | {"ORPHANED"} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(fields + bytes); writes 1 5 7 8
]]
-- @include fragment/read_hash
-- @include fragment/apply_moves
-- @include fragment/addition_moves
-- @include fragment/claimed_moves
-- @if claims
-- @include fragment/wide_values
-- @end
-- @include fragment/restored
-- @if noted
-- @include fragment/unsettled
-- @end
-- @if tuples
-- @include fragment/tuple_additions
-- @end
-- @if paths
-- @include fragment/path_additions
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/read_life
-- @include fragment/next_life
-- @end
local target, meta, keys, argv = KEYS[1], KEYS[2], KEYS, ARGV
local epoch, mark, id, lifetime, write_id, handed = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local count, first = tonumber(ARGV[7]), 8
local names, forms, types, fields, tuples, paths, folds, temporal, lives, claims, attached, noted -- @constants
local ways, outcome, attachments = table.remove(keys), table.remove(keys), {}
-- @if attached
for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
-- @if lives
local expiry = table.remove(keys)
-- @end
local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local told = redis.call('GET', outcome)
if told then return {'TOLD', unpack(cmsgpack.unpack(told))} end
local taken, no_target = read_hash(target, '\0v', '\0m')
if no_target then return no_target end
local texts, stored, moves = {}, {}, {}
for i = first, first + 2 * count - 1, 2 do texts[argv[i]] = argv[i + 1] end
-- @if lives
local now = now_millis()
local _, no_other = read_life(target, expiry, id, taken[1], now, true)
local life = {}; life.ends, life.own = tonumber(texts['\0x']), texts['\0t']
local ends, own, no_ends = next_life(lifetime == '' and 'keep' or lifetime, lives, life, now)
if no_other or no_ends then return no_other or no_ends end
texts['\0x'], texts['\0t'] = ends and string.format('%.0f', ends), ends and own
-- @end
if taken[1] then return {'EXISTS', taken[1]} end
if taken[2] then return {'ARRIVING'} end
-- @if noted
local no_room = unsettled(ways, id); if no_room then return no_room end
-- @end
for _, key in ipairs(attachments) do
  if redis.call('TYPE', key).ok ~= 'none' then return {'CORRUPT', key, 'is there without its entity'} end
end
for i, name in ipairs(names) do stored[i + 1] = texts[name] or false end
local refusal = addition_moves(moves, {}, keys, id, stored, names, {}, forms, types, fields)
-- @if tuples
refusal = refusal or tuple_additions(moves, keys, id, stored, forms, tuples)
-- @end
-- @if paths
refusal = refusal or path_additions(moves, keys, id, stored, paths)
-- @end
if refusal then return refusal end
local claimed
moves, claimed = claimed_moves(moves)
-- @if claims
local values = wide_values(claimed, keys, claims)
if #values > 0 and handed == '' then return {'RESERVE', unpack(values)} end
-- @end

local failure = restored(attachments, argv, first + 2 * count)
if failure then return failure end
moves[#moves + 1] = {'HSET', ways, '<' .. id, mark}
failure = apply_moves(moves, id)
if failure and #attachments > 0 then redis.call('UNLINK', unpack(attachments)) end
if failure then return failure end
redis.call('UNLINK', target)
texts['\0m'], texts['\0u'], texts['\0v'] = mark, cmsgpack.pack(claimed), nil
texts['\0w'], texts['\0c'] = write_id ~= '' and write_id or nil, handed ~= '' and handed or nil
for name, text in pairs(texts) do redis.call('HSET', target, name, text) end
return {'STAGED'}
