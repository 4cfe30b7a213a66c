--[[
fragment/waiting_words   Lists of words that wait to be the arguments of one command each, where the same command of an earlier write has succeeded.
Returns room: the list for a command and a key, and behind which place of it so many words go, nil where the command has to be tried; settle, which is told whether the write that is over has succeeded, and
forgets the words of one that has not; and go, which runs the commands, of bounded length.
]]
local function waiting_words()
  local waiting, begun, grown, b, g = {ZADD = {}, ZREM = {}, GEOADD = {}}, {}, {}, 0, 0
  local function room(command, key, words)
    local list = waiting[command][key]
    if not list then begun[b + 1], begun[b + 2], b = waiting[command], key, b + 2; return nil end
    local last = list[1]
    grown[g + 1] = list
    grown[g + 2] = last
    g, list[1] = g + 2, last + words
    return list, last
  end
  local function settle(succeeded)
    for i = 1, succeeded and b or 0, 2 do begun[i][begun[i + 1]] = {1, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil} end -- with room
    for i = succeeded and 0 or g - 1, 1, -2 do grown[i][1] = grown[i + 1] end
    b, g = 0, 0
  end
  local function go()
    for command, lists in pairs(waiting) do
      for key, list in pairs(lists) do
        for i = 2, list[1], 996 do redis.call(command, key, unpack(list, i, math.min(i + 995, list[1]))) end
      end
    end
  end
  return room, settle, go
end
