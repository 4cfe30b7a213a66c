--[[
feed/join   Say that a member of a group is alive, or leaves; tell how many there are and whether the group pauses.
KEYS    1 members    hash  {ks}:j:<group>
ARGV    1 member     name of the member, "" for none
        2 millis     how long it counts as alive, "0" when it leaves
        3 pause      "1" to pause the group, "0" to go on, "" for neither
REPLY   {"MEMBERS", paused, count, rank}
COST    O(members); writes 1
]]
-- @include fragment/now_millis
local members = KEYS[1]
local member, millis, pause = ARGV[1], tonumber(ARGV[2]), ARGV[3]

local now = now_millis()
if pause == '1' then redis.call('HSET', members, 'paused', '1') end
if pause == '0' then redis.call('HDEL', members, 'paused') end
if member ~= '' and millis > 0 then redis.call('HSET', members, 'm:' .. member, string.format('%.0f', now + millis)) end
if member ~= '' and millis == 0 then redis.call('HDEL', members, 'm:' .. member) end

local all, alive, paused = redis.call('HGETALL', members), {}, '0'
for i = 1, #all, 2 do
  if all[i] == 'paused' then paused = '1'
  elseif tonumber(all[i + 1]) > now then alive[#alive + 1] = all[i]
  else redis.call('HDEL', members, all[i]) end
end
table.sort(alive)
local rank = #alive
for i = 1, #alive do
  if alive[i] == 'm:' .. member then rank = i - 1 end
end
return {'MEMBERS', paused, string.format('%.0f', #alive), string.format('%.0f', rank)}
